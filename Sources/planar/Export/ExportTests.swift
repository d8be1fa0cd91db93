import ArgumentParser
import Catalog
import Dialects
import Generation
import Project
import TableModel

struct ExportTests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tests",
        abstract: "Writes what must be true of the tables as SQL, one file a test.",
        discussion: """
            Each file is one SELECT of the rows that break what it says, so it must find none: what is never NULL, what is \
            unique, and that nested values have their parents, whatever a source sends. The files are for a scheduler or a \
            monitor of your own; planar verify also compares the tables with the raw rows.

            Example: planar export tests --catalog catalog.json --dialect postgres --out tests
                     psql --file tests/public.orders/_airbyte_ab_id.unique.sql
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "The database that the SQL is for (default: that of the project's target).")
    var dialect: DialectName?

    @Option(
        help: ArgumentHelp(
            "BigQuery: the project of Google's that names in the SQL are to begin with; without it they are dataset.table.",
            valueName: "name"))
    var gcpProject: String?

    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Option(help: ArgumentHelp("The folder to write to; it is created if missing.", valueName: "folder"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a folder, such as tests") }
        if dialect != nil, catalog.projectOptions.target != nil {
            throw ValidationError("--dialect or --target, not both: a target says what its database is")
        }
    }

    func run() async throws {
        var diagnostics = Diagnostics()
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(
            dialect, of: catalog.projectOptions, project, gcpProject: gcpProject)
        let source = try catalog.source(project)
        guard let plan = compiler.plan(source, resolved: try lockOptions.names(), diagnostics: &diagnostics) else {
            return try diagnostics.show()
        }
        try diagnostics.show()
        let relations = ExportedRelation.all(of: plan, try compilerOptions.write(plan, with: compiler))
        let files = tests(of: relations, in: compiler.dialect)
        let written = try stopping { try ExportFolder(path: out).write(files) }
        print("\(relations.count.of("table")), \(files.count.of("test")): \(written)")
    }

    private func tests(of relations: [ExportedRelation], in dialect: any Dialect) -> [(path: String, text: String)] {
        var folders = DistinctNames()
        return relations.flatMap { exported in
            let relation = exported.relation
            let folder = folders.name("\(clipped(relation.target.schema.text)).\(clipped(relation.target.name.text))")
            return relation.columnChecks.map { check in
                (
                    "\(folder)/\(clipped(check.column.text)).\(check.kind.name).sql",
                    check.failures(in: relation.target, dialect).text + "\n"
                )
            }
        }
    }
}

extension ColumnCheck.Kind {
    /// As dbt calls it.
    var name: String {
        switch self {
        case .notNull: "not_null"
        case .unique: "unique"
        case .accepted: "accepted_values"
        case .refers, .activeRefers: "relationships"
        }
    }
}

extension ColumnCheck {
    /// The rows of a table that break it.
    func failures(in table: TableName, _ dialect: any Dialect) -> SQL {
        let (target, column) = (dialect.relation(table), dialect.quoted(column))
        func missing(from parent: TableName, _ key: Identifier, where condition: SQL) -> SQL {
            """
            -- Each \(column)\(condition.text.isEmpty ? "" : " of an active version" as SQL) stands in \(dialect.relation(parent)).
            select _airbyte_child.*
            from \(target) as _airbyte_child
            where _airbyte_child.\(column) is not null\(condition)
                and not exists (
                    select 1
                    from \(dialect.relation(parent)) as _airbyte_parent
                    where _airbyte_parent.\(dialect.quoted(key)) = _airbyte_child.\(column)
                );
            """
        }
        switch kind {
        case .notNull:
            return """
                -- \(column) is never NULL.
                select *
                from \(target)
                where \(column) is null;
                """
        case .unique:
            return """
                -- \(column) is unique.
                select *
                from \(target)
                where \(column) in (
                    select \(column)
                    from \(target)
                    group by \(column)
                    having count(*) > 1
                );
                """
        case .accepted(let values):
            let list = SQL(trusted: values.map(String.init).joined(separator: ", "))
            return """
                -- \(column) is one of \(list).
                select *
                from \(target)
                where \(column) not in (\(list));
                """
        case .refers(let parent, let key):
            return missing(from: parent, key, where: "")
        case .activeRefers(let parent, let key):
            return missing(from: parent, key, where: "\n    and _airbyte_child._airbyte_active_row = 1")
        }
    }
}
