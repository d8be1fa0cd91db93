import Catalog
import Dialects
import TableModel

/// What the target has on record of how a stream's tables were made: `*mail: hash (key 3f…); generation 5`.
struct StreamNote {
    /// Nil for none.
    var masks: String?
    /// Rows of older ones are not in the tables; nil where all are.
    var generation: Int?

    init(masks: String?, generation: Int?) {
        self.masks = masks
        self.generation = generation
    }

    init(_ text: String?) {
        guard let text else { return }
        if let mark = text.ranges(of: Self.mark).last, let generation = Int(text[mark.upperBound...]) {
            self.generation = generation
            masks = mark.lowerBound == text.startIndex ? nil : String(text[..<mark.lowerBound])
        } else {
            masks = text
        }
    }

    /// Nil where nothing has to be on record.
    var text: String? {
        generation.map { "\(masks ?? "")\(Self.mark)\($0)" } ?? masks
    }

    private static let mark = "; generation "
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

    /// Whether all rows of a stream come again though nobody has asked for it.
    var isMadeAnew: Bool { isMaskedAnew || isNewGeneration }

    /// Notes how the tables of a stream are made now, where that is otherwise than before.
    func notes(of script: Script, _ dialect: any Dialect) -> [SQL] {
        let note = StreamNote(masks: masks(of: script), generation: script.generation)
        return isMadeAnew ? dialect.noteMasks(note.text, of: script.family) : []
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
