extension SQLiteFunctions {
    /// `planar_integer` to `planar_json`, and whether they would succeed.
    static var castFunctions: [Function] {
        let casts = ScalarType.allCases.map { type in
            Function("planar_\(type.rawValue)", 1) { call throws(ValueError) in
                try call.withText(0) { text throws(ValueError) in
                    try call.setParsed { output throws(ValueError) in try type.parse(text, to: &output) }
                }
            }
        }
        let fits = Function("planar_fits", 2, acceptsNull: true) { call throws(ValueError) in
            let type = try call.withText(1) { name throws(ValueError) in try scalarType(name) }
            if call.isNull(0) { return call.set(1) }
            let fits = try call.withText(0) { text in
                var canonical: [UInt8] = []
                return (try? type.parse(text, to: &canonical)) != nil
            }
            call.set(fits ? 1 : 0)
        }
        let careful = ScalarType.allCases.map { type in
            Function("planar_try_\(type.rawValue)", 1) { call throws(ValueError) in
                try call.withText(0) { text in
                    try? call.setParsed { output throws(ValueError) in try type.parseCarefully(text, to: &output) }
                }
            }
        }
        return casts + careful + [fits]
    }

    private static func scalarType(_ name: Bytes) throws(ValueError) -> ScalarType {
        // The one that is asked for on every row.
        if name.equals("timestamptz") { return .timestamptz }
        let name = String(decoding: name, as: UTF8.self)
        guard let type = ScalarType(rawValue: name) else { throw ValueError("planar_fits knows no type \"\(name)\"") }
        return type
    }

    static var textFunctions: [Function] {
        [
            Function("planar_float_text", 1) { call throws(ValueError) in
                try call.setText { output in FloatText.write(call.real(0), to: &output) }
            },
            Function("planar_boolean_text", 1) { call in call.set(call.integer(0) == 0 ? "false" : "true") },
            Function("planar_md5", 1) { call throws(ValueError) in
                try call.withText(0) { text in MD5.withHex(text) { call.set($0) } }
            },
            Function("planar_key", -1, acceptsNull: true) { call throws(ValueError) in
                try call.setText { output in call.writeKey(to: &output) }
            },
            Function("planar_hash", -1, acceptsNull: true) { call in call.setHash() },
            Function("planar_timetz_order", 1) { call throws(ValueError) in
                call.set(try call.withText(0) { text throws(ValueError) in try DateTimeText.timetzOrder(text) })
            },
            Function("planar_numeric_order", 1) { call throws(ValueError) in
                try call.withText(0) { text throws(ValueError) in
                    let number = try NumericText.parse(text)
                    try call.setText { output in number.writeOrder(to: &output) }
                }
            },
        ]
    }
}
