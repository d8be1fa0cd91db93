import Catalog
import Dialects
import TableModel

/// What the target has on record of how a stream's tables were made:
/// `*mail: hash (key 3f…); generation 5; versions of ["id"] by ["updated_at"]`.
struct StreamNote: Equatable {
    /// Nil for none.
    var masks: String?
    /// Rows of older ones are not in the tables; nil where all are.
    var generation: Int?
    /// What tells the records of a deduplicated stream apart, and what orders their versions.
    var versions: String?

    init(masks: String?, generation: Int?, versions: String?) {
        self.masks = masks
        self.generation = generation
        self.versions = versions
    }

    init(_ text: String?) {
        guard var rest = text?[...] else { return }
        if let place = rest.ranges(of: Self.versionsMark).last {
            versions = String(rest[place.upperBound...])
            rest = rest[..<place.lowerBound]
        }
        if let place = rest.ranges(of: Self.generationMark).last, let number = Int(rest[place.upperBound...]) {
            generation = number
            rest = rest[..<place.lowerBound]
        }
        masks = rest.isEmpty ? nil : String(rest)
    }

    /// Nil where nothing has to be on record.
    var text: String? {
        let parts = [
            masks, generation.map { "\(Self.generationMark)\($0)" }, versions.map { "\(Self.versionsMark)\($0)" },
        ]
        let text = parts.compactMap { $0 }.joined()
        return text.isEmpty ? nil : text
    }

    private static let generationMark = "; generation "
    private static let versionsMark = "; versions of "
}

extension RunOptions {
    /// What the tables of a stream are masked with after the run.
    func masks(of script: Script) -> String? {
        guard let masking = script.masking else { return nil }
        return masking.usesHash ? maskKey.map { "\(masking.note) (key \($0))" } ?? masking.note : masking.note
    }

    /// Whether the tables of a stream have what is to be masked, or masks of another kind, so that all rows have to come
    /// again.
    func masksAnew(_ script: Script, noted: [TableName: String]) -> Bool {
        StreamNote(noted[script.family]).masks != masks(of: script)
    }

    /// How the tables of a stream are made now.
    func note(of script: Script) -> StreamNote {
        StreamNote(masks: masks(of: script), generation: script.generation, versions: script.versions)
    }

    /// Notes how the tables of a stream are made now, where that is otherwise than before.
    func notes(of script: Script, _ dialect: any Dialect) -> [SQL] {
        isNoteOutdated ? dialect.noteMasks(note(of: script).text, of: script.family, replacing: hasNote) : []
    }
}

extension Connection {
    /// What the target has on record of how streams were made, by their own table.
    func notedMasks(
        of families: [[Script]], existing: [TableName: [ExistingColumn]], in dialect: any Dialect
    ) async throws -> [TableName: String] {
        if existing[dialect.masksTable] == nil { return [:] }
        let notes = Dictionary(
            try await rows(dialect.readMasks).compactMap { row in
                row[0].flatMap { name in row[1].map { (ExactString(name), $0) } }
            }, uniquingKeysWith: { $1 })
        return families.reduce(into: [:]) { noted, family in
            noted[family[0].family] = notes[ExactString("\(family[0].family)")]
        }
    }
}
