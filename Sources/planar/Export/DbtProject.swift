import Catalog
import Dialects
import Generation
import TableModel

/// The files of a dbt project that builds the tables of a plan on Postgres.
struct DbtProject {
    private let relations: [ExportedRelation]
    private let compiler: Compiler
    private let models: [TableName: String]
    private let marks: JinjaMarks
    private let masks: SQL?

    static let name = "planar"

    init(_ relations: [ExportedRelation], by compiler: Compiler) {
        self.relations = relations
        self.compiler = compiler
        models = Self.modelNames(relations)
        marks = JinjaMarks(relations, models: models)
        masks = relations.contains { $0.script.masking != nil } ? compiler.dialect.maskFunctions : nil
    }

    /// - Throws: what is wrong with a template of the user's own.
    func files() throws -> [(path: String, text: String)] {
        try [
            ("dbt_project.yml", settings), ("profiles.yml", profile), ("README.md", readme),
            ("macros/generate_schema_name.sql", schemaMacro),
        ] + (masks.map { [("macros/planar_functions.sql", functionsMacro($0))] } ?? [])
            + [("models/sources.yml", DbtProperties.sources(relations)), ("models/schema.yml", properties)]
            + relations.map { relation in
                let target = relation.relation.target
                return ("models/\(target.schema.text)/\(models[target, default: ""]).sql", try model(relation))
            }
    }

    /// dbt knows models by one name in the whole project: that of the table, with its schema where tables share theirs.
    private static func modelNames(_ relations: [ExportedRelation]) -> [TableName: String] {
        let tables = relations.map(\.relation.target)
        let counts = Dictionary(grouping: tables) { $0.name.text.lowercased() }.mapValues(\.count)
        var names = DistinctNames()
        // What has its name for itself keeps it.
        let alone = tables.filter { counts[$0.name.text.lowercased()] == 1 }
        let others = tables.filter { counts[$0.name.text.lowercased()] != 1 }
        return Dictionary(
            alone.map { ($0, names.name($0.name.text)) }
                + others.map { ($0, names.name("\($0.schema.text)__\($0.name.text)")) },
            uniquingKeysWith: { first, _ in first })
    }

    private func model(_ exported: ExportedRelation) throws -> String {
        let target = exported.relation.target
        let select = try compiler.select(exported.relation, in: marks.dialect)
        return """
            {{ config(schema=\(Jinja.literal(target.schema.text)), alias=\(Jinja.literal(target.name.text))\(exported.script.materialization == .view ? ", materialized='view'" : "")) }}

            \(marks.template(select))

            """
    }

    private var properties: String {
        let all = relations.map { relation in
            DbtProperties.model(relation, named: models) { compiler.dialect.quoted($0).text }
        }
        return "version: 2\n\nmodels:\n\(all.joined(separator: "\n"))"
    }

    private var settings: String {
        let start = masks == nil ? "" : "\non-run-start: \"{{ planar_functions() }}\"\n"
        return """
            name: \(Self.name)
            version: "1.0.0"
            config-version: 2
            profile: \(Self.name)
            require-dbt-version: [">=1.8.0", "<2.0.0"]

            # Names are as they stand, capitals and reserved words included.
            quoting:
              database: true
              schema: true
              identifier: true
            \(start)
            models:
              \(Self.name):
                +materialized: table
                # The text of times and numbers, and with it every hash, depends on these. They hold until the end of the model's
                # transaction.
                +pre-hook:
                  - "set local time zone 'UTC'"
                  - "set local datestyle to 'ISO, MDY'"
                  - "set local extra_float_digits to 1"

            """
    }

    private var profile: String {
        """
        # The variables are those of psql.
        \(Self.name):
          target: warehouse
          outputs:
            warehouse:
              type: postgres
              host: "{{ env_var('PGHOST', 'localhost') | as_text }}"
              port: "{{ env_var('PGPORT', '5432') | as_number }}"
              user: "{{ env_var('PGUSER') | as_text }}"
              password: "{{ env_var('PGPASSWORD', '') | as_text }}"
              dbname: "{{ env_var('PGDATABASE') | as_text }}"
              schema: public
              threads: 4

        """
    }

    private var schemaMacro: String {
        """
        {# dbt's own puts the schema of the profile before that of a model. #}
        {% macro generate_schema_name(custom_schema_name, node) -%}
            {{ custom_schema_name if custom_schema_name is not none else target.schema }}
        {%- endmacro %}

        """
    }

    private func functionsMacro(_ functions: SQL) -> String {
        """
        {# What masks need. #}
        {% macro planar_functions() %}
        begin;
        create schema if not exists _planar;
        \(Jinja.escaped(functions.text))
        commit;
        {% endmacro %}

        """
    }

    private var readme: String {
        """
        # Tables from Airbyte

        A dbt project that `planar export dbt` wrote from a connection's catalog. One model is one table.

            export PGHOST=localhost PGUSER=me PGPASSWORD=… PGDATABASE=shop
            dbt build

        * `models/<schema>/` builds the tables, under their own schemas and names. Each is built anew from all raw rows,
          so a table holds what its raw table holds now, and rows whose raw rows are gone go too.
        * `models/schema.yml` says where each column comes from, and has tests of what is true whatever a source sends.
        * `profiles.yml` reads the variables of psql. Take another profile by `--profiles-dir`.
        * Hashes depend on the time zone and on how dates and floats are written: the pre-hooks in `dbt_project.yml` set that
          for each model, so leave them there.
        * A value that does not fit its column, or a raw row that is no JSON object, fails its model. `planar run` keeps
          such values aside instead.
        * Each model is a transaction of its own, while `planar run` changes all tables of a stream in one.
        * Do not let dbt and `planar run` write the same tables: dbt drops and renames them, with all that hangs on them.

        Export again when the catalog changes. Files that others put here stay; changes to these files are overwritten.

        """
    }
}

/// What stands in models for the names of tables.
private struct JinjaMarks {
    private let calls: [String]
    /// Writes numbers between zero bytes, which no statement has, in place of names.
    let dialect: PostgresDialect

    init(_ relations: [ExportedRelation], models: [TableName: String]) {
        var calls: [String] = []
        var placeholders: [TableName: SQL] = [:]
        func add(_ table: TableName, _ call: String) {
            guard placeholders[table] == nil else { return }
            placeholders[table] = SQL(trusted: "\0\(calls.count)\0")
            calls.append(call)
        }
        for (table, model) in models { add(table, "{{ ref(\(Jinja.literal(model))) }}") }
        for raw in relations.compactMap(\.script.raw) {
            add(raw, "{{ source(\(Jinja.literal(raw.schema.text)), \(Jinja.literal(raw.name.text))) }}")
        }
        self.calls = calls
        dialect = PostgresDialect(placeholders: placeholders)
    }

    func template(_ sql: SQL) -> String {
        let pieces = sql.text.split(separator: "\0", omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece in
            index.isMultiple(of: 2) ? Jinja.escaped(String(piece)) : calls[Int(piece) ?? 0]
        }.joined()
    }
}
