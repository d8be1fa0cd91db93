import CCrypto

extension SQLiteFunctions {
    static func maskFunctions(secret: [UInt8]?) -> [Function] {
        let masks = Masks(secret: secret)
        return [
            Function("planar_mask", 2) { call throws(ValueError) in
                let mask = try call.withText(1) { name throws(ValueError) in try masks.mask(name) }
                if mask == .null { return }
                try call.withText(0) { text throws(ValueError) in
                    try call.setText { output throws(ValueError) in try masks.write(text, under: mask, to: &output) }
                }
            },
            Function("planar_masked", 2) { call throws(ValueError) in
                let specification = try call.withText(1) { text throws(ValueError) in try masks.specification(text) }
                var isNull = false
                var masked: [UInt8] = []
                try call.withText(0) { json throws(ValueError) in
                    isNull = try !masks.write(json, by: specification, to: &masked)
                }
                if isNull { return }
                try masked.withUnsafeBufferPointer { json throws(ValueError) in
                    try call.setText { output throws(ValueError) in try CanonicalJSON().write(json, to: &output) }
                }
            },
            Function("planar_masked_values", 2) { call throws(ValueError) in
                let specification = try call.withText(1) { text throws(ValueError) in try masks.specification(text) }
                var values: [UInt8] = [UInt8(ascii: "[")]
                try call.withText(0) { json throws(ValueError) in
                    // What is no JSON has no column that is masked.
                    try? masks.writeHidden(json, by: specification, to: &values)
                }
                if values.last == UInt8(ascii: ",") { values.removeLast() }
                call.set(values + [UInt8(ascii: "]")])
            },
        ]
    }
}

/// What a mask does, `hash` or `partial 4`, as the SQL of a column has it.
enum MaskName: Equatable {
    case none, hash, redact, null, drop, emailDomain
    case partial(last: Int)
    case truncateDate(Unit)

    enum Unit: String { case year, month, day }

    init?(_ words: String) {
        let parts = words.split(separator: " ")
        switch (parts.first, parts.count) {
        case ("none", 1): self = .none
        case ("hash", 1): self = .hash
        case ("redact", 1): self = .redact
        case ("null", 1): self = .null
        case ("drop", 1): self = .drop
        case ("email-domain", 1): self = .emailDomain
        case ("partial", 2):
            guard let last = Int(parts[1]) else { return nil }
            self = .partial(last: last)
        case ("truncate-date", 2):
            guard let unit = Unit(rawValue: String(parts[1])) else { return nil }
            self = .truncateDate(unit)
        default: return nil
        }
    }

    /// Writes what is left of a text; nothing for the masks that do not work on texts alone.
    func write(_ text: Bytes, to output: inout [UInt8]) {
        switch self {
        case .none: output.append(contentsOf: text)
        case .hash, .null, .drop: break
        case .redact: output.append("***")
        case .partial(let last):
            output.append("***")
            // Characters begin where no byte continues one.
            let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 }
            if last > 0, starts.count >= 2 * last { output.append(contentsOf: text[starts[starts.count - last]...]) }
        case .emailDomain:
            output.append("***")
            let domain = text.reversed().prefix { Self.isOfDomain($0) }.count
            if domain > 0, domain < text.count, text[text.count - domain - 1] == UInt8(ascii: "@") {
                output.append(contentsOf: text.suffix(domain + 1))
            }
        case .truncateDate(let unit):
            if text.isEmpty { return }
            let pattern = Array("0000-00-00".utf8)
            let isDate =
                text.count >= 10
                && zip(text, pattern).allSatisfy { $1 == UInt8(ascii: "-") ? $0 == $1 : 48...57 ~= $0 }
                && (text.count == 10 || text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "))
            guard isDate else { return output.append("***") }
            let kept =
                switch unit {
                case .year: 4;
                case .month: 7;
                case .day: 10
                }
            output.append(contentsOf: text.prefix(kept))
            output.append(contentsOf: "0000-01-01".utf8.dropFirst(kept))
            if unit == .day { return }
        }
    }

    private static func isOfDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// What the mask functions of one connection share.
private final class Masks {
    /// What is masked of a nested value.
    indirect enum Specification {
        case value(MaskName)
        case members([[UInt8]: Specification], keepsOthers: Bool)
    }

    private let secret: [UInt8]?
    private var masks: [[UInt8]: MaskName] = [:]
    private var specifications: [[UInt8]: Specification] = [:]
    private let canonical = CanonicalJSON()

    init(secret: [UInt8]?) { self.secret = secret }

    func mask(_ name: Bytes) throws(ValueError) -> MaskName {
        let key = Array(name)
        if let known = masks[key] { return known }
        let words = String(decoding: name, as: UTF8.self)
        guard let mask = MaskName(words) else { throw ValueError("there is no mask \"\(words)\"") }
        masks[key] = mask
        return mask
    }

    func write(_ text: Bytes, under mask: MaskName, to output: inout [UInt8]) throws(ValueError) {
        guard mask == .hash else { return mask.write(text, to: &output) }
        guard let secret else {
            throw ValueError(
                "hashes of personal values need the project's mask_secret (PLANAR_MASK_SECRET in the shell)")
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
            ccrypto_hmac_sha256(secret, secret.count, text.baseAddress, text.count, digest.baseAddress!)
            for byte in digest {
                output.append(MD5.digit(byte >> 4))
                output.append(MD5.digit(byte & 0xF))
            }
        }
    }

    func specification(_ text: Bytes) throws(ValueError) -> Specification {
        let key = Array(text)
        if let known = specifications[key] { return known }
        let specification = try read(text)
        specifications[key] = specification
        return specification
    }

    private func read(_ json: Bytes) throws(ValueError) -> Specification {
        guard json.first == UInt8(ascii: "{") else {
            var name: [UInt8] = []
            try JSONString.unescape(json.part(1..<json.count - 1), to: &name)
            return .value(try name.withUnsafeBufferPointer { name throws(ValueError) in try mask(name) })
        }
        var members: [[UInt8]: Specification] = [:]
        var keepsOthers = true
        try eachMember(of: json) { key, value throws(ValueError) in
            keepsOthers = key == Array("mask".utf8)
            try eachMember(of: value) { key, value throws(ValueError) in members[key] = try read(value) }
        }
        return .members(members, keepsOthers: keepsOthers)
    }

    /// Writes a value with what is masked of it.
    ///
    /// - Returns: false for NULL.
    func write(_ json: Bytes, by specification: Specification, to output: inout [UInt8]) throws(ValueError) -> Bool {
        switch (specification, json.first) {
        case (_, UInt8(ascii: "n")), (.value(.none), _):
            output.append(contentsOf: json)
            return true
        case (.value(.null), _), (.value(.drop), _): return false
        case (.value(let mask), _):
            var masked: [UInt8] = []
            try withText(of: json) { text throws(ValueError) in try write(text, under: mask, to: &masked) }
            masked.withUnsafeBufferPointer { JSONString.write($0, to: &output) }
            return true
        case (.members(let members, let keepsOthers), UInt8(ascii: "{")):
            output.append("{")
            var isFirst = true
            try eachMember(of: json) { key, value throws(ValueError) in
                let treatment = members[key] ?? .value(keepsOthers ? .none : .drop)
                if case .value(.drop) = treatment { return }
                if !isFirst { output.append(",") }
                isFirst = false
                key.withUnsafeBufferPointer { JSONString.write($0, to: &output) }
                output.append(":")
                if try !write(value, by: treatment, to: &output) { output.append("null") }
            }
            output.append("}")
            return true
        case (.members, UInt8(ascii: "[")):
            output.append("[")
            var isFirst = true
            try eachElement(of: json) { element throws(ValueError) in
                if !isFirst { output.append(",") }
                isFirst = false
                if try !write(element, by: specification, to: &output) { output.append("null") }
            }
            output.append("]")
            return true
        case (.members, _): return false
        }
    }

    /// Writes the texts and numbers that are masked, each as a JSON string and a comma. A date that is the first of its year
    /// has nothing to hide.
    func writeHidden(_ json: Bytes, by specification: Specification, to output: inout [UInt8]) throws(ValueError) {
        if case .value(.none) = specification { return }
        switch json.first {
        case UInt8(ascii: "{"):
            try eachMember(of: json) { key, value throws(ValueError) in
                switch specification {
                case .value: try writeHidden(value, by: specification, to: &output)
                case .members(let members, let keepsOthers):
                    try writeHidden(value, by: members[key] ?? .value(keepsOthers ? .none : .drop), to: &output)
                }
            }
        case UInt8(ascii: "["):
            try eachElement(of: json) { element throws(ValueError) in
                try writeHidden(element, by: specification, to: &output)
            }
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return
        default:
            try withText(of: json) { text throws(ValueError) in
                if case .value(let mask) = specification, case .truncateDate = mask {
                    var shown: [UInt8] = []
                    mask.write(text, to: &shown)
                    if shown.starts(with: text) { return }
                }
                JSONString.write(text, to: &output)
                output.append(UInt8(ascii: ","))
            }
        }
    }

    /// The members of an object with their keys as texts.
    private func eachMember(
        of json: Bytes, _ body: ([UInt8], Bytes) throws(ValueError) -> Void
    ) throws(ValueError) {
        var scanner = JSONScanner(json)
        scanner.skipSpace()
        try scanner.skip("{")
        scanner.skipSpace()
        if scanner.skipIfPresent("}") { return }
        repeat {
            let (range, _) = try scanner.skipKey()
            var key: [UInt8] = []
            try JSONString.unescape(json.part(range), to: &key)
            try body(key, json.part(try scanner.skipValue()))
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
    }

    private func eachElement(of json: Bytes, _ body: (Bytes) throws(ValueError) -> Void) throws(ValueError) {
        var scanner = JSONScanner(json)
        scanner.skipSpace()
        try scanner.skip("[")
        scanner.skipSpace()
        if scanner.skipIfPresent("]") { return }
        repeat {
            try body(json.part(try scanner.skipValue()))
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
    }

    /// The content of a text, of anything else its JSON.
    private func withText(of json: Bytes, _ body: (Bytes) throws(ValueError) -> Void) throws(ValueError) {
        var text: [UInt8] = []
        if json.first == UInt8(ascii: "\"") {
            try JSONString.unescape(json.part(1..<json.count - 1), to: &text)
        } else {
            try canonical.writeScanned(json, to: &text)
        }
        try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text) }
    }
}
