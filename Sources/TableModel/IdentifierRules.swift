@_spi(_Unicode) import Swift

/// How a database names things: a value that a dialect hands to ``modelTables(_:rules:defaultSchema:rawTables:diagnostics:)``.
///
/// The rules are those of Airbyte's normalization, so that a table or column built by it keeps its name.
package struct IdentifierRules: Sendable {
    package enum ColumnStyle: Sendable {
        /// Columns keep their spelling and are quoted where they must be.
        case asSpelled
        /// Columns are reduced to letters, digits and `_`, and never begin with a digit.
        case standard
    }

    /// What the engine keeps of a name, in bytes of UTF-8.
    package let engineLimit: Int
    /// Longer names are cut in the middle, in Unicode scalars: it leaves room for suffixes within ``engineLimit``.
    package let nameLimit: Int
    /// The same for columns.
    package let columnNameLimit: Int
    /// In upper case. They decide quoting, and with it whether a name keeps its case.
    package let reservedWords: Set<String>
    package let columnStyle: ColumnStyle
    /// Whether a name that needs no quotes is folded to lower case.
    package let foldsCase: Bool
    /// Whether tables whose names differ in ASCII case alone are the same table, quoted or not.
    package let tablesIgnoreCase: Bool
    /// The same for the columns of a table.
    package let columnsIgnoreCase: Bool
    /// With what no column may begin, in any case: the engine keeps it for its own columns. In lower case.
    package let reservedColumnPrefixes: [String]
    /// What no column may be called, in any case. In lower case.
    package let reservedColumns: Set<String>
    /// The columns that a table can have.
    package let columnLimit: Int
    /// Whether the database knows no schemas, so that a table's schema stands in its name: `sales__orders`.
    package let schemaStandsInName: Bool
    /// Whether the original leaves a staging table beside a history.
    package let hasStagingTables: Bool

    package init(
        engineLimit: Int, nameLimit: Int, columnNameLimit: Int, reservedWords: Set<String>, columnStyle: ColumnStyle,
        foldsCase: Bool, tablesIgnoreCase: Bool, columnsIgnoreCase: Bool, reservedColumnPrefixes: [String] = [],
        reservedColumns: Set<String> = [], columnLimit: Int, schemaStandsInName: Bool, hasStagingTables: Bool = false
    ) {
        self.engineLimit = engineLimit
        self.nameLimit = nameLimit
        self.columnNameLimit = columnNameLimit
        self.reservedWords = reservedWords
        self.columnStyle = columnStyle
        self.foldsCase = foldsCase
        self.tablesIgnoreCase = tablesIgnoreCase
        self.columnsIgnoreCase = columnsIgnoreCase
        self.reservedColumnPrefixes = reservedColumnPrefixes
        self.reservedColumns = reservedColumns
        self.columnLimit = columnLimit
        self.schemaStandsInName = schemaStandsInName
        self.hasStagingTables = hasStagingTables
    }

    /// `Sales-EU` → `sales_eu` on Postgres, `Sales_EU` on BigQuery. Never cut in the middle.
    package func schema(_ name: String) -> Identifier {
        Identifier(clipped(folded(standardName(name)), to: engineLimit))
    }

    /// `User Events` → `user_events`; `User` → `User` on Postgres, where it is reserved and so keeps its case.
    package func table(_ name: String, suffix: String = "", truncating: Bool = true) -> Identifier {
        let standard = standardName(name)
        let base = truncating ? truncated(standard, to: nameLimit) : standard
        return Identifier(clipped(folded(base + suffix), to: engineLimit))
    }

    /// `Foo` → `Foo`: the name with its case, never cut in the middle.
    func unfoldedTable(_ name: String) -> Identifier { Identifier(clipped(standardName(name), to: engineLimit)) }

    /// A part of a table's name that is yet to be put together, and so not cut.
    func tablePart(_ name: String) -> String { folded(standardName(name)) }

    /// `User Id` → `User Id`, `NZD` → `nzd` on Postgres; `User_Id`, `NZD` on BigQuery.
    ///
    /// `suffix` tells colliding columns apart and survives every cut.
    package func column(_ name: String, suffix: String = "") -> Identifier {
        var text = name + suffix
        if columnStyle == .standard {
            text = standardName(text)
        } else if text.utf8.contains(0) {
            // No statement can hold a zero byte.
            text = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
        }
        if !mayBeColumn(text) { text = "_" + text }
        text = truncated(text, to: columnNameLimit)
        if text.utf8.count > engineLimit {
            // The server would cut the end off silently; the suffix must not go with it.
            text =
                clipped(
                    String(text.unicodeScalars.dropLast(suffix.unicodeScalars.count)),
                    to: engineLimit - suffix.utf8.count) + suffix
        }
        return Identifier(folded(text))
    }

    private func mayBeColumn(_ name: String) -> Bool {
        // A name of nothing but white space and accents is nothing by now.
        guard let first = name.unicodeScalars.first, columnStyle == .asSpelled || first.startsIdentifier else {
            return false
        }
        if reservedColumns.isEmpty, reservedColumnPrefixes.isEmpty { return true }
        let lowercased = asciiLowercased(name)
        return !reservedColumns.contains(lowercased)
            && !reservedColumnPrefixes.contains(where: lowercased.hasPrefix)
    }

    /// What two columns of a table share when the database takes them for one.
    package func collisionKey(column: Identifier) -> Identifier {
        columnsIgnoreCase ? Identifier(asciiLowercased(column.text)) : column
    }

    /// What two tables of a schema share when the database takes them for one.
    package func collisionKey(table: Identifier) -> Identifier {
        tablesIgnoreCase ? Identifier(asciiLowercased(table.text)) : table
    }

    /// The same of tables of any schema. Where the schema stands in the name, the name says it all.
    package func collisionKey(_ table: TableName) -> TableName {
        TableName(schema: schemaStandsInName ? Identifier("") : table.schema, name: collisionKey(table: table.name))
    }

    /// A table of Planar's own state: `_planar.progress`; where there are no schemas `_planar_progress`.
    package func stateTable(_ name: String) -> TableName {
        schemaStandsInName
            ? TableName(schema: Identifier("main"), name: Identifier("_planar_" + name))
            : TableName(schema: Identifier("_planar"), name: Identifier(name))
    }

    func needsQuotes(_ name: String) -> Bool {
        if reservedWords.contains(name.uppercased()) { return true }
        guard columnStyle == .asSpelled else { return false }
        guard let first = name.unicodeScalars.first, first.startsIdentifier else { return true }
        return !name.unicodeScalars.allSatisfy(\.continuesIdentifier)
    }

    private func folded(_ name: String) -> String {
        foldsCase && !needsQuotes(name) ? asciiLowercased(name) : name
    }
}

/// Accents go, each run of white space becomes one `_`, and so does every other character outside `[A-Za-z0-9_]`.
func standardName(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !$0.isSpace }), let last = scalars.lastIndex(where: { !$0.isSpace })
    else {
        return ""
    }
    let trimmed = String(String.UnicodeScalarView(scalars[first...last]))
    var result = ""
    var inSpace = false
    for scalar in trimmed._nfd where scalar.properties.generalCategory != .nonspacingMark {
        if scalar.continuesIdentifier {
            result.unicodeScalars.append(scalar)
        } else if !(scalar.isSpace && inSpace) {
            result.append("_")
        }
        inSpace = scalar.isSpace
    }
    return result
}

/// Cuts the middle out: `ABCDEFGHIJKLMNOPQRST__qrstuvwxyz_0123456789`.
///
/// The half is rounded to even, as Python's `round` does, because the original's names depend on it.
func truncated(_ name: String, to limit: Int) -> String {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count > limit else { return name }
    let half = limit / 2 + (limit % 4 == 3 ? 1 : 0)
    let view = String.UnicodeScalarView(
        scalars.prefix(max(0, limit - half - 1)) + ["_", "_"] + scalars.suffix(max(0, half - 1)))
    return String(view)
}

/// The longest prefix of whole scalars within `limit` bytes.
func clipped(_ name: String, to limit: Int) -> String {
    guard name.utf8.count > limit else { return name }
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in name.unicodeScalars {
        bytes += UTF8.width(scalar)
        if bytes > limit { break }
        result.append(scalar)
    }
    return String(result)
}

func asciiLowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { 65...90 ~= $0 ? $0 | 32 : $0 }, as: UTF8.self)
}

extension Unicode.Scalar {
    fileprivate var startsIdentifier: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
    fileprivate var continuesIdentifier: Bool { startsIdentifier || ("0"..."9").contains(self) }
    /// White space as Python sees it: Unicode's, and the four separators 0x1C to 0x1F.
    fileprivate var isSpace: Bool { properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains(self) }
}
