extension SQLiteFunctions {
    /// The functions that look into documents share one cache; a connection has its own.
    static func documentFunctions() -> [Function] {
        let documents = DocumentCache()
        /// Calls `body` with the member that is asked for, or nil.
        func lookUp(_ call: FunctionCall, _ body: (Bytes?) throws(ValueError) -> Void) throws(ValueError) {
            try call.withText(0) { text throws(ValueError) in
                let document = try documents.document(text)
                try call.withText(1) { key throws(ValueError) in try body(document.value(key)) }
            }
        }
        func setText(_ call: FunctionCall) throws(ValueError) {
            try lookUp(call) { value throws(ValueError) in
                guard let value, !isNull(value) else { return }
                try withText(of: value) { call.set($0) }
            }
        }
        func setJSON(_ call: FunctionCall) throws(ValueError) {
            try lookUp(call) { value throws(ValueError) in
                if let value { try setCanonical(value, on: call) }
            }
        }
        return [
            Function("planar_json_text", 2) { call throws(ValueError) in try setText(call) },
            Function("planar_json_get", 2) { call throws(ValueError) in try setJSON(call) },
            Function("planar_try_json_text", 2) { call in try? setText(call) },
            Function("planar_try_json_get", 2) { call in try? setJSON(call) },
            Function("planar_is_object", 1) { call in
                let isObject = try? call.withText(0) { text throws(ValueError) in try documents.document(text).isObject
                }
                call.set(isObject == true ? 1 : 0)
            },
            Function("planar_spelled", 2) { call throws(ValueError) in
                try lookUp(call) { value in
                    guard let value, !isNull(value) else { return }
                    // What is no text as it stands is shown with its escapes.
                    if (try? withText(of: value, { call.set($0) })) == nil { call.set(value) }
                }
            },
            Function("planar_misfit", 3) { call throws(ValueError) in
                let type = try call.withText(2) { String(decoding: $0, as: UTF8.self) }
                try lookUp(call) { value throws(ValueError) in
                    guard let value, !isNull(value), let reason = misfit(value, type) else { return }
                    call.set([UInt8](reason.message.utf8))
                }
            },
        ]
    }

    private static func isNull(_ value: Bytes) -> Bool { value.first == UInt8(ascii: "n") }

    /// The content of a text, of anything else its JSON as Postgres writes it.
    private static func withText(of value: Bytes, _ body: (Bytes) throws(ValueError) -> Void) throws(ValueError) {
        var text: [UInt8] = []
        if value.first == UInt8(ascii: "\"") {
            let content = value.part(1..<value.count - 1)
            guard content.contains(0x5C) else { return try body(content) }
            try JSONString.unescape(content, to: &text)
        } else {
            try CanonicalJSON.writeScanned(value, to: &text)
        }
        try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text) }
    }

    /// Why a column of this type, `text`, `json` or one of ``ScalarType``, cannot hold a value.
    private static func misfit(_ value: Bytes, _ type: String) -> ValueError? {
        do throws(ValueError) {
            if type == "json" {
                var json: [UInt8] = []
                try CanonicalJSON.writeScanned(value, to: &json)
            } else {
                try withText(of: value) { text throws(ValueError) in
                    if type == "text" { return }
                    guard let type = ScalarType(rawValue: type) else { throw ValueError("there is no type \(type)") }
                    if type.isEmptyNull, text.isEmpty { return }
                    _ = try type.parseCarefully(text)
                }
            }
            return nil
        } catch {
            return error
        }
    }

    private static func setCanonical(_ value: Bytes, on call: FunctionCall) throws(ValueError) {
        var output: [UInt8] = []
        try CanonicalJSON.writeScanned(value, to: &output)
        call.set(output)
    }

    /// `planar_integer` to `planar_json`, and whether they would succeed.
    static var castFunctions: [Function] {
        let casts = ScalarType.allCases.map { type in
            Function("planar_\(type.rawValue)", 1) { call throws(ValueError) in
                call.set(try call.withText(0) { text throws(ValueError) in try type.parse(text) })
            }
        }
        let fits = Function("planar_fits", 2, acceptsNull: true) { call throws(ValueError) in
            let name = try call.withText(1) { String(decoding: $0, as: UTF8.self) }
            guard let type = ScalarType(rawValue: name) else {
                throw ValueError("planar_fits knows no type \"\(name)\"")
            }
            if call.isNull(0) { return call.set(1) }
            let value = try call.withText(0) { try? type.parse($0) }
            call.set(value == nil ? 0 : 1)
        }
        let careful = ScalarType.allCases.map { type in
            Function("planar_try_\(type.rawValue)", 1) { call throws(ValueError) in
                if let value = (try call.withText(0) { try? type.parseCarefully($0) }) { call.set(value) }
            }
        }
        return casts + careful + [fits]
    }

    static var textFunctions: [Function] {
        [
            Function("planar_float_text", 1) { call in call.set(FloatText.text(call.real(0))) },
            Function("planar_boolean_text", 1) { call in
                var text: [UInt8] = []
                text.append(call.integer(0) == 0 ? "false" : "true")
                call.set(text)
            },
            Function("planar_md5", 1) { call throws(ValueError) in
                call.set(try call.withText(0) { MD5.hex($0) })
            },
            Function("planar_key", -1, acceptsNull: true) { call throws(ValueError) in
                var key: [UInt8] = []
                for index in 0..<call.count {
                    if index > 0 { key.append("-") }
                    try call.withText(index) { key.append(contentsOf: $0) }
                }
                call.set(key)
            },
            Function("planar_timetz_order", 1) { call throws(ValueError) in
                call.set(try call.withText(0) { text throws(ValueError) in try DateTimeText.timetzOrder(text) })
            },
            Function("planar_numeric_order", 1) { call throws(ValueError) in
                var order: [UInt8] = []
                try call.withText(0) { text throws(ValueError) in try NumericText.parse(text).writeOrder(to: &order) }
                call.set(order)
            },
        ]
    }
}
