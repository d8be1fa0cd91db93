import Testing

/// Members of documents, as `jsonb_extract_path_text` and `jsonb_extract_path` find them.
@Suite struct DocumentTests {
    private let database: Database
    init() throws { database = try Database() }

    private func text(_ document: String, _ key: String) -> String {
        database.answer("select planar_json_text(?, ?)", .text(document), .text(key))
    }

    private func get(_ document: String, _ key: String) -> String {
        database.answer("select planar_json_get(?, ?)", .text(document), .text(key))
    }

    @Test func membersOfAnObject() {
        let document =
            #"{"a":"x\u00e9","b":null,"c":{"z":1,"y":[1, 2]},"d":1.10,"e":1e3,"f":true,"":"empty","#
            + #""a\"b":"q","1":"one","dup":1,"dup":2}"#
        let vectors = [
            ("a", "xé", "\"xé\""), ("b", "NULL", "null"),
            ("c", #"{"y": [1, 2], "z": 1}"#, #"{"y": [1, 2], "z": 1}"#),
            ("d", "1.10", "1.10"), ("e", "1000", "1000"), ("f", "true", "true"), ("", "empty", "\"empty\""),
            ("a\"b", "q", "\"q\""), ("1", "one", "\"one\""), ("dup", "2", "2"), ("none", "NULL", "NULL"),
            ("0", "NULL", "NULL"),
        ]
        for (key, asText, asJSON) in vectors {
            #expect(same(text(document, key), asText), "\(key)")
            #expect(same(get(document, key), asJSON), "\(key)")
        }
    }

    @Test func elementsOfAnArray() {
        let document = #"[10,"x",null,[1],{"a": 1}]"#
        let vectors = [
            ("0", "10"), ("1", "x"), ("2", "NULL"), ("4", #"{"a": 1}"#), ("5", "NULL"), ("-1", #"{"a": 1}"#),
            ("-5", "10"),
            ("-6", "NULL"), ("+1", "x"), (" 1", "x"), ("1 ", "NULL"), ("-0", "10"), ("a", "NULL"), ("", "NULL"),
            ("99999999999999999999", "NULL"), ("-2147483648", "NULL"),
        ]
        for (key, expected) in vectors { #expect(text(document, key) == expected, "\(key)") }
    }

    @Test func scalarsHaveNoMembers() {
        for document in ["5", "null", "\"a\"", "true"] { #expect(get(document, "a") == "NULL") }
    }

    @Test func nullGivesNull() {
        #expect(database.answer("select planar_json_text(null, 'a')") == "NULL")
        #expect(database.answer("select planar_json_text('{}', null)") == "NULL")
        #expect(database.answer("select planar_json(null)") == "NULL")
    }

    /// Wide objects are looked up by hash, the last of equal keys included.
    @Test func wideObjects() {
        let members = (0..<500).map { "\"key\($0 % 400)\":\($0)" }
        let document = "{\(members.joined(separator: ",")),\"\\u006bey7\":\"last\"}"
        for number in 0..<400 where number != 7 {
            #expect(text(document, "key\(number)") == "\(number < 100 ? number + 400 : number)")
        }
        #expect(text(document, "key7") == "last")
        #expect(text(document, "key400") == "NULL")
    }

    /// A statement may go back and forth between more documents than are remembered.
    @Test func alternatingDocuments() {
        for round in 0..<60 {
            let number = round % 7
            // Equal lengths, so that only the bytes tell them apart.
            #expect(text("{\"a\":\(number),\"b\":[\(number)]}", "a") == "\(number)")
            #expect(get("[\(round % 3)]", "0") == "\(round % 3)")
            #expect(text("{\"a\":\(number),\"b\":[\(number)]}", "b") == "[\(number)]")
        }
    }

    /// Records of one stream mostly have the same keys in the same order; what is known of them holds no longer than that.
    @Test func documentsThatLookAlike() {
        func document(_ keys: [String], _ value: Int) -> String {
            "{\(keys.enumerated().map { "\"\($1)\": \($0 + value)" }.joined(separator: ", "))}"
        }
        let keys = (0..<12).map { "key_\($0)" }
        let shapes = [
            keys, keys, keys.reversed(), keys, Array(keys.dropLast()), keys, keys + ["key_3"], keys, keys + ["more"],
            keys.map { $0 == "key_5" ? "kex_5" : $0 }, ["key_1"], keys, keys.map { $0 == "key_7" ? "\\u006bey_7" : $0 },
            keys,
        ]
        for (round, shape) in shapes.enumerated() {
            let text = document(shape, round * 100)
            let plain = shape.map { $0.replacing("\\u006b", with: "k") }
            for key in keys + ["more"] {
                let expected = plain.lastIndex(of: key).map { "\($0 + round * 100)" } ?? "NULL"
                #expect(self.text(text, key) == expected, "\(round) \(key)")
            }
            if round == 3 { #expect(self.text(String(text.dropLast()), "key_1").hasPrefix("ERROR")) }
            if round == 7 { #expect(self.text("[\(text)]", "0") == get("[\(text)]", "0")) }
        }
    }

    @Test func aBadDocumentIsNotRemembered() {
        #expect(text(#"{"a":1}"#, "a") == "1")
        for _ in 0..<3 { #expect(text(#"{"a":1"#, "a") == "ERROR: invalid input syntax for type json") }
        #expect(text(#"{"a":1}"#, "a") == "1")
    }

    /// Whatever is asked for, all of the document has to be good, but for escapes: they concern their value alone.
    @Test func errorsElsewhereInTheDocument() {
        for bad in [#""\u0000""#, #""\ud800x""#, #"{"c":["\udc00"]}"#] {
            #expect(text(#"{"a":1,"b":\#(bad)}"#, "a") == "1")
            #expect(text(#"{"a":1,"b":\#(bad)}"#, "b").hasPrefix("ERROR: "))
        }
        #expect(text(#"{"a":1,"b":"\u00"}"#, "a") == "ERROR: invalid input syntax for type json")
        #expect(text(#"{"a":1,"\u0000":2}"#, "a") == "ERROR: unsupported Unicode escape sequence")
        #expect(text(#"{"a":1,"b":[1e1000000]}"#, "a") == "ERROR: value overflows numeric format")
        #expect(text(#"{"a":1,"b":tru}"#, "a") == "ERROR: invalid input syntax for type json")
    }
}
