extension SQLiteFunctions {
    static func documentFunctions() -> [Function] {
        let reader = DocumentReader()
        return [
            Function("planar_json_text", 2) { call throws(ValueError) in try reader.setText(call) },
            Function("planar_json_get", 2) { call throws(ValueError) in try reader.setJSON(call) },
            Function("planar_try_json_text", 2) { call in try? reader.setText(call) },
            Function("planar_try_json_get", 2) { call in try? reader.setJSON(call) },
            Function("planar_is_object", 1) { call in call.set(reader.isObject(call) ? 1 : 0) },
            Function("planar_spelled", 2) { call throws(ValueError) in try reader.setSpelling(call) },
            Function("planar_spelled", 3) { call throws(ValueError) in
                let isHidden = try call.withText(2) { type throws(ValueError) in
                    type.equals("hidden") || type.contains(0x20)
                }
                if !isHidden { return try reader.setSpelling(call) }
                try reader.setHidden(call)
            },
            Function("planar_misfit", 3) { call throws(ValueError) in try reader.setMisfit(call) },
        ]
    }
}

/// What the functions that look into documents share on one connection.
private final class DocumentReader {
    private let documents = DocumentCache()
    private let canonical = CanonicalJSON()

    func isObject(_ call: FunctionCall) -> Bool {
        let isObject = try? call.withText(0) { text throws(ValueError) in try documents.document(text).isObject }
        return isObject == true
    }

    func setText(_ call: FunctionCall) throws(ValueError) {
        try lookUp(call) { value throws(ValueError) in try withText(of: value) { call.set($0) } }
    }

    func setJSON(_ call: FunctionCall) throws(ValueError) {
        try lookUp(call, findsNull: true) { value throws(ValueError) in
            try call.setText { output throws(ValueError) in try canonical.writeScanned(value, to: &output) }
        }
    }

    /// What is no text as it stands is shown with its escapes.
    func setSpelling(_ call: FunctionCall) throws(ValueError) {
        try lookUp(call) { value in
            if (try? withText(of: value, { call.set($0) })) == nil { call.set(value) }
        }
    }

    func setHidden(_ call: FunctionCall) throws(ValueError) { try lookUp(call) { _ in call.set("***") } }

    func setMisfit(_ call: FunctionCall) throws(ValueError) {
        let type = try call.withText(2) { String(decoding: $0, as: UTF8.self) }
        try lookUp(call) { value in
            if let reason = misfit(value, type) { call.set(Array(reason.message.utf8)) }
        }
    }

    /// Calls `body` with the member that is asked for, where there is one.
    @inline(__always)
    private func lookUp(
        _ call: FunctionCall, findsNull: Bool = false, _ body: (Bytes) throws(ValueError) -> Void
    ) throws(ValueError) {
        try call.withText(0) { text throws(ValueError) in
            let document = try documents.document(text)
            try call.withText(1) { key throws(ValueError) in
                guard let value = document.value(key), findsNull || value.first != UInt8(ascii: "n") else { return }
                try body(value)
            }
        }
    }

    /// The content of a text, of anything else its JSON as Postgres writes it.
    @inline(__always)
    private func withText(of value: Bytes, _ body: (Bytes) throws(ValueError) -> Void) throws(ValueError) {
        var text: [UInt8] = []
        switch value.first {
        case UInt8(ascii: "\""):
            let content = value.part(1..<value.count - 1)
            guard content.hasBackslash else { return try body(content) }
            try JSONString.unescape(content, to: &text)
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return try body(value)
        case UInt8(ascii: "{"), UInt8(ascii: "["): try canonical.write(value, to: &text)
        default:
            if NumericText.isCanonical(value) { return try body(value) }
            try CanonicalJSON.writeScannedScalar(value, to: &text)
        }
        try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text) }
    }

    /// Why a column of this type cannot hold a value: `text`, `json` or one of ``ScalarType``, also with the unit to which
    /// dates are cut, `year date`; or `hidden` for what is masked.
    private func misfit(_ value: Bytes, _ type: String) -> ValueError? {
        do throws(ValueError) {
            var written: [UInt8] = []
            if let space = type.firstIndex(of: " ") {
                guard let unit = MaskName.Unit(rawValue: String(type[..<space])),
                    let type = ScalarType(rawValue: String(type[type.index(after: space)...]))
                else { throw ValueError("there is no type \(type)") }
                var date: [UInt8] = []
                try withText(of: value) { text in MaskName.truncateDate(unit).write(text, to: &date) }
                if date.isEmpty { return nil }
                try date.withUnsafeBufferPointer { text throws(ValueError) in
                    _ = try type.parseCarefully(text, to: &written)
                }
                return nil
            }
            if type == "json" {
                try canonical.writeScanned(value, to: &written)
            } else {
                try withText(of: value) { text throws(ValueError) in
                    if type == "text" || type == "hidden" { return }
                    guard let type = ScalarType(rawValue: type) else { throw ValueError("there is no type \(type)") }
                    if type.isEmptyNull, text.isEmpty { return }
                    _ = try type.parseCarefully(text, to: &written)
                }
            }
            return nil
        } catch {
            return error
        }
    }
}
