import Catalog

/// How names are spelled before the database's own rules apply.
package enum NameCasing: String, Sendable, CaseIterable {
    /// As the source has them.
    case preserve
    /// `UserId` → `userid`.
    case lower
    /// `UserId` → `user_id`, `HTTPServer 2` → `http_server_2`.
    case snake

    func applied(to name: String) -> String {
        switch self {
        case .preserve: name
        case .lower: name.lowercased()
        case .snake: snakeCased(name)
        }
    }
}

/// What a stream's tables and columns are to be called, where that is not left to their names in the source.
package struct TableNaming: Sendable {
    /// The schema of the stream's tables; its raw table stays where Airbyte puts it.
    package let schema: String?
    /// What the names of the stream's tables begin with.
    package let prefix: String
    package let casing: NameCasing
    /// The names of columns by their path in the stream.
    let renames: [[ExactString]: String]

    package init(
        schema: String? = nil, prefix: String = "", casing: NameCasing = .preserve,
        renames: [(path: [String], name: String)] = []
    ) {
        self.schema = schema
        self.prefix = prefix
        self.casing = casing
        self.renames = Dictionary(
            renames.map { ($0.path.map { ExactString($0) }, $0.name) }, uniquingKeysWith: { $1 })
    }

    /// The path of which a table's name is made: `["orders", "lineItems"]` → `["crm_orders", "line_items"]`.
    func spelled(_ path: [String]) -> [String] {
        path.enumerated().map { index, part in (index == 0 ? prefix : "") + casing.applied(to: part) }
    }

    /// Whether tables are called as the source has it.
    var leavesTables: Bool { prefix.isEmpty && casing == .preserve }
}

private func snakeCased(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
        let properties = scalar.properties
        guard properties.isAlphabetic || properties.numericType != nil else {
            if !result.isEmpty || scalar == "_" { result += "_" }
            continue
        }
        if index > 0, properties.isUppercase {
            let before = scalars[index - 1].properties
            let isNextSmall = index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
            if before.isLowercase || before.numericType != nil || (before.isUppercase && isNextSmall) { result += "_" }
        }
        result += properties.lowercaseMapping
    }
    return result
}
