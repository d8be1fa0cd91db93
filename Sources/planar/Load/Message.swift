import Catalog

/// A line of the Airbyte protocol, as far as loading needs it.
enum Message {
    case record(Record)
    /// What the source has to have back once everything before it is safe.
    case state
    case other
    /// No line of the protocol.
    case broken

    struct Record {
        let stream: String
        let namespace: String?
        /// The bytes of the record in the line.
        let data: Range<Int>
        /// Milliseconds since 1970.
        let emittedAt: Int
    }

    init(_ line: [UInt8]) {
        guard let root = CatalogSource(file: "", bytes: line).root, let type = root["type"]?.text else {
            self = .broken
            return
        }
        switch type {
        case "RECORD":
            guard let record = root["record"], let stream = record["stream"]?.text,
                let data = record["data"], data.members != nil,
                case .number(let time)? = record["emitted_at"]?.value, let emittedAt = Int(time)
            else {
                self = .broken
                return
            }
            self = .record(
                Record(
                    stream: stream, namespace: record["namespace"]?.text,
                    data: data.offset..<endOfValue(in: line, from: data.offset), emittedAt: emittedAt))
        case "STATE": self = .state
        default:
            self = .other
        }
    }
}

/// Behind the last byte of an object, in JSON that is known to be right.
private func endOfValue(in line: [UInt8], from start: Int) -> Int {
    var depth = 0
    var isInText = false
    var place = start
    while place < line.count {
        switch line[place] {
        case UInt8(ascii: "\\") where isInText: place += 1
        case UInt8(ascii: "\""): isInText.toggle()
        case UInt8(ascii: "{"), UInt8(ascii: "["): if !isInText { depth += 1 }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            if !isInText {
                depth -= 1
                if depth == 0 { return place + 1 }
            }
        default: break
        }
        place += 1
    }
    return line.count
}
