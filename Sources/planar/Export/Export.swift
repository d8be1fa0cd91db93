import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the tables as a dbt project, or what must be true of them as SQL.",
        discussion: """
            Example: planar export dbt --catalog catalog.json --schema analytics --out dbt_project
            Example: planar export tests --catalog catalog.json --dialect postgres --out tests
            """,
        subcommands: [ExportDbt.self, ExportTests.self])
}

/// A relation of a plan and what the compiler says of it.
struct ExportedRelation {
    let relation: Relation
    let script: Script

    static func all(of plan: Plan, _ scripts: [Script]) -> [ExportedRelation] {
        zip(plan.relations, scripts).map { ExportedRelation(relation: $0, script: $1) }
    }
}

extension [ExportedRelation] {
    var streams: Int { Set(map(\.script.family)).count }
}

/// Hands out names of which no two are the same file, also where file systems ignore case.
struct DistinctNames {
    private var taken: Set<ExactString> = []

    mutating func name(_ wanted: String) -> String {
        var (name, number) = (wanted, 1)
        while !taken.insert(ExactString(name.lowercased())).inserted {
            number += 1
            name = "\(wanted)_\(number)"
        }
        return name
    }
}
