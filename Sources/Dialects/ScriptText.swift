/// Statements of one or more relations as one text, for databases that run whole scripts:
///
/// ```sql
/// declare planar_changed_since timestamp;
///
/// set planar_changed_since = (…);
/// if planar_changed_since is null then return; end if;
///
/// begin transaction;
/// …
/// commit transaction;
/// ```
package struct ScriptText: Sendable {
    /// Must stand first.
    package let declarations: [SQL]
    package let body: SQL
    /// The lines of ``sql``, counted from 1, on which variables are set; nil where there are none.
    package let preparationLines: ClosedRange<Int>?
    /// The lines that each statement of each relation takes.
    package let lines: [[ClosedRange<Int>]]

    package var sql: SQL { declarations.isEmpty ? body : [declarations.joined("\n"), body].joined("\n\n") }

    /// - Parameters:
    ///   - relations: what each relation needs, in order. A variable that a statement sets, or that an earlier relation
    ///     has, is not set again.
    ///   - commits: false leaves a transaction open, which then is as if it had not been.
    package init(
        _ relations: [(variables: [Variable], statements: [Statement])], dialect: any Dialect, commits: Bool = true
    ) {
        var variables: [Variable] = []
        for variable in relations.flatMap(\.variables) where !variables.contains(where: { $0.name == variable.name }) {
            variables.append(variable)
        }
        declarations = variables.map { "declare \($0.name) \($0.type);" }

        // Tables cannot be made within a transaction. One that is built with its rows stands where it is.
        let statements = relations.map(\.statements)
        let builds = statements.joined().contains { $0.defines && $0.adds }
        let isTransaction = !builds && statements.joined().count { !$0.defines } > 1
        var text = Text(firstLine: declarations.isEmpty ? 1 : declarations.count + 2)
        if !builds { for statement in statements.joined() where statement.defines { text.add(statement.sql) } }
        for variable in variables {
            guard let query = variable.query else { continue }
            // No literal holds a line break, so every line can be indented.
            let indented = SQL(trusted: query.text.replacing("\n", with: "\n    "))
            text.add("set \(variable.name) = (\n    \(indented)\n);")
            if variable.endsScript { text.add("if \(variable.name) is null then return; end if;") }
        }
        preparationLines = variables.isEmpty ? nil : 1...max(1, text.nextLine - 1)
        if isTransaction { text.add(dialect.beginTransaction) }
        let lines = statements.map { statements in
            statements.map { statement in
                let first = text.nextLine
                if builds || !statement.defines { text.add(statement.sql) }
                return first...max(first, text.nextLine - 1)
            }
        }
        if isTransaction, commits { text.add(dialect.commitTransaction) }
        body = text.sql
        self.lines = lines
    }

    private struct Text {
        private var parts: [SQL] = []
        private(set) var nextLine: Int

        init(firstLine: Int) { nextLine = firstLine }

        var sql: SQL { parts.joined("\n\n") }

        mutating func add(_ part: SQL) {
            parts.append(part)
            nextLine += part.text.utf8.count { $0 == UInt8(ascii: "\n") } + 2
        }
    }
}
