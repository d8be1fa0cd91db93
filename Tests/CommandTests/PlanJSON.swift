import Foundation

/// `plan.json`, exactly: a field that is missing fails to read.
struct PlanJSON: Decodable {
    let relations: [Relation]

    struct Relation: Decodable {
        let target: Table
        let file: String
        let stream: String
        let reads: [Table]
        let materialization: String
        let columns: [Column]
    }

    struct Table: Decodable, Hashable {
        let schema: String
        let name: String
    }

    struct Column: Decodable, Hashable {
        let name: String
        let path: [String]
        let type: String
        let sqlType: String
    }

    static func read(_ folder: TemporaryFolder, _ name: String) throws -> PlanJSON {
        try JSONDecoder().decode(PlanJSON.self, from: Data(contentsOf: folder.url.appending(path: "\(name)/plan.json")))
    }
}
