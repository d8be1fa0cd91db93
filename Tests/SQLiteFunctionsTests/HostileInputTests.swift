import SQLiteFunctions
import Testing

/// Nothing that can stand in a column may end the process.
@Suite struct HostileInputTests {
    private let database: Database
    init() throws { database = try Database() }

    @Test func deepNesting() {
        let depth = 20_000
        let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(database.answer("select planar_json(?)", .text(arrays)) == arrays)
        let objects = String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        #expect(database.answer("select length(planar_json_get(?, 'a'))", .text(objects)) == "\((depth - 1) * 7 + 1)")
        let open = String(repeating: "[", count: depth)
        #expect(database.answer("select planar_json(?)", .text(open)) == "ERROR: invalid input syntax for type json")
    }

    /// Postgres refuses text that is no UTF-8 before it looks at the JSON; so does the scanner, where it meets it.
    @Test func invalidUTF8() {
        let bad: [[UInt8]] = [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xE0, 0x80, 0x80], [0x80],
        ]
        for bytes in bad {
            let answer = database.answer("select planar_json(?)", .bytes([0x22] + bytes + [0x22]))
            #expect(answer.hasPrefix("ERROR: invalid byte sequence for encoding \"UTF8\": 0x"), "\(bytes)")
            for type in ScalarType.allCases {
                #expect(database.answer("select planar_fits(?, '\(type.rawValue)')", .bytes(bytes)) == "0")
            }
        }
        #expect(database.answer("select planar_md5(?)", .bytes([0xFF])) == "00594fd4f42ba43fc1ca0427a0576295")
    }

    @Test func zeroBytes() {
        for type in ScalarType.allCases {
            #expect(database.answer("select planar_fits(?, '\(type.rawValue)')", .bytes([0x31, 0])) == "0", "\(type)")
        }
    }

    @Test func hugeNumbers() {
        let overflow = "ERROR: value overflows numeric format"
        for number in ["1e1000000", "1e999999999999999999999", "-1e-1000000", "1e131072", "0e-16384"] {
            #expect(database.answer("select planar_numeric(?)", .text(number)) == overflow)
            #expect(database.answer("select planar_json(?)", .text("[\(number)]")) == overflow)
        }
        #expect(database.answer("select length(planar_numeric('1e131071'))") == "131072")
        #expect(database.answer("select length(planar_json('1e-16383'))") == "16385")
        #expect(database.answer("select planar_numeric('0e1000000')") == "0")
        let digits = String(repeating: "9", count: 131_073)
        #expect(database.answer("select planar_numeric(?)", .text(digits)) == overflow)
        #expect(database.answer("select planar_json(?)", .text(digits)) == overflow)
        #expect(database.answer("select planar_fits(?, 'integer')", .text(digits)) == "0")
        #expect(database.answer("select planar_fits(?, 'float')", .text(digits)) == "0")
    }

    @Test func longDates() {
        for type in ["date", "timestamptz", "timestamp", "time", "timetz"] {
            for text in ["1", "1:", "1-", "1/", "a", "+1", " ", ".1", "1 ", "y1", "99999999"] {
                let long = String(repeating: text, count: 2000)
                #expect(database.answer("select planar_fits(?, '\(type)')", .text(long)) == "0", "\(type) \(text)")
            }
        }
    }

    /// Random bytes, and good values with bytes changed: an answer or an error, never a trap.
    @Test func noise() {
        var generator = SplitMix(state: 7)
        let seeds = [
            "2021-01-05T10:11:12.345+05:30", "Wed, 05 Jan 2021 10:00:00 GMT", "J2459220.5-05", "y2021m01d05 t101112",
            "infinity", "h04mm05s06.5", "-12345678901234567890.5e-12", #"{"a":[1,"\ud83d\ude00",{"b":null}],"b":1e5}"#,
            "4714-11-24 BC", "true", "1e400",
        ]
        let alphabet = Array("0123456789+-:./ eETZ\"\\{}[],utfn".utf8) + [0, 0x80, 0xC3, 0xFF]
        for round in 0..<4000 {
            var bytes = Array(seeds[round % seeds.count].utf8)
            for _ in 0...Int(generator.next() % 4) {
                let place = Int(generator.next() % UInt64(bytes.count))
                let byte = alphabet[Int(generator.next() % UInt64(alphabet.count))]
                if generator.next() % 2 == 0 { bytes[place] = byte } else { bytes.insert(byte, at: place) }
            }
            for type in ScalarType.allCases {
                bytes.withUnsafeBufferPointer { text in
                    var output: [UInt8] = []
                    _ = try? type.parse(text, to: &output)
                }
            }
        }
    }
}
