import Catalog
import Testing

@Suite struct JSONTests {
    private func json(_ text: String) throws -> JSON {
        try #require(CatalogSource(file: "x", bytes: Array(text.utf8)).root)
    }

    private func elements(_ text: String) throws -> [JSON] { try #require(try json(text).elements) }

    @Test func orderSpellingAndOffsets() throws {
        let members = try #require(try json(#" {"zeta": 1.10, "a":[true , false,null],"é" : {} }"#).members)
        #expect(members.map(\.key) == ["zeta", "a", "é"])
        #expect(members.map(\.keyOffset) == [2, 16, 40])
        #expect(members.map(\.value.offset) == [10, 20, 47])
        guard case .number("1.10") = members[0].value.value else {
            Issue.record("not as spelled")
            return
        }
    }

    @Test func numbersAsSpelled() throws {
        let spelled = ["0", "-0", "1e5", "-1.50E+07", "123456789012345678901234567890.5", "0.1e-2"]
        for (value, text) in zip(try elements("[\(spelled.joined(separator: " , "))]"), spelled) {
            guard case .number(text) = value.value else {
                Issue.record("\(text)")
                return
            }
        }
    }

    @Test func strings() throws {
        let rows: [(String, String)] = [
            (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u0000""#, "Aé\0"),
            (#""\ud83d\ude00x""#, "😀x"), (#""\uD83D\uDE00""#, "😀"), (#""é文😀\n""#, "é文😀\n"), ("\"\u{7F}\"", "\u{7F}"),
        ]
        for (text, string) in rows {
            #expect(try json(text).exactText == ExactString(string))
        }
    }

    @Test func loneSurrogates() throws {
        for (text, string) in [
            (#"["\ud83d"]"#, "\u{FFFD}"), (#"["\ude00a"]"#, "\u{FFFD}a"), (#"["\ud83d\u0041"]"#, "\u{FFFD}A"),
            (#"["\ud83d\n"]"#, "\u{FFFD}\n"),
        ] {
            let source = CatalogSource(file: "x", bytes: Array(text.utf8))
            #expect(source.root?.elements?.first?.text == string)
            #expect(source.syntaxWarnings.map(\.problem) == [.loneSurrogate] && source.syntaxWarnings[0].offset == 2)
        }
        let two = CatalogSource(file: "x", bytes: Array(#"["\ud83d\ud83d\ude00"]"#.utf8))
        #expect(two.root?.elements?.first?.text == "\u{FFFD}😀")
    }

    @Test func duplicateKeys() throws {
        let few = #"{"a":1,"b":2,"a":3}"#
        let many = "{\((0..<1_000).map { #""k\#($0 % 500)":\#($0)"# }.joined(separator: ","))}"
        let source = CatalogSource(file: "x", bytes: Array(few.utf8))
        #expect(source.root?.members?.map(\.key) == ["a", "b"])
        guard case .number("3")? = source.root?.members?.first?.value.value else {
            Issue.record("not the last")
            return
        }
        #expect(source.syntaxWarnings.map(\.problem) == [.duplicateKey("a")] && source.syntaxWarnings[0].offset == 13)
        #expect(source.path(to: Place(offset: 17)) == "a")
        #expect(source.path(to: Place(offset: 11)) == "b")
        let large = CatalogSource(file: "x", bytes: Array(many.utf8))
        #expect(large.root?.members?.count == 500)
        #expect(large.syntaxWarningCount == 500 && large.syntaxWarnings.count == 20)
        guard case .number("500")? = large.root?.members?.first?.value.value else {
            Issue.record("not the last")
            return
        }
        #expect(Reading(many).codes.filter { $0 == .jsonMoreWarnings }.count == 1)
    }

    @Test func keysOfOtherBytesDiffer() throws {
        let source = CatalogSource(file: "x", bytes: Array(#"{"\u00e9":1,"e\u0301":2}"#.utf8))
        #expect(source.root?.members?.count == 2)
        #expect(source.syntaxWarnings.isEmpty)
        #expect(ExactString("\u{E9}") != ExactString("e\u{301}"))
        #expect(Set([ExactString("\u{E9}"), ExactString("e\u{301}")]).count == 2)
    }

    @Test func byteOrderMark() throws {
        let reading = Reading("\u{FEFF}{\"streams\": 3}")
        #expect(reading.codes == [.notACatalog])
        #expect(reading.diagnostics[0].column == 13)
    }

    @Test func errorsWithPositions() {
        let rows: [(String, Diagnostic.Code, Int, Int)] = [
            ("", .jsonEmpty, 1, 1),
            (" \n ", .jsonEmpty, 2, 2),
            ("{\"a\":1,}", .jsonTrailingComma, 1, 8),
            ("[1,\n]", .jsonTrailingComma, 2, 1),
            ("[1 2]", .jsonUnexpectedCharacter, 1, 4),
            ("{\"a\" 1}", .jsonUnexpectedCharacter, 1, 6),
            ("{\"a\"}", .jsonUnexpectedCharacter, 1, 5),
            ("[1,,2]", .jsonUnexpectedCharacter, 1, 4),
            ("// x\n{}", .jsonComment, 1, 1),
            ("{} /* x */", .jsonComment, 1, 4),
            ("[\n1, # x\n]", .jsonUnexpectedCharacter, 2, 4),
            ("[NaN]", .jsonNotFinite, 1, 2),
            ("[-Infinity]", .jsonNotFinite, 1, 2),
            ("[Infinity]", .jsonNotFinite, 1, 2),
            ("{'a': 1}", .jsonSingleQuotes, 1, 2),
            ("{a: 1}", .jsonUnquotedKey, 1, 2),
            ("[01]", .jsonMalformedNumber, 1, 2),
            ("[-]", .jsonMalformedNumber, 1, 2),
            ("[1.]", .jsonMalformedNumber, 1, 2),
            ("[1e]", .jsonMalformedNumber, 1, 2),
            ("[+1]", .jsonUnexpectedCharacter, 1, 2),
            ("[.5]", .jsonUnexpectedCharacter, 1, 2),
            ("[0x10]", .jsonUnexpectedCharacter, 1, 3),
            ("[\"é\tb\"]", .jsonControlCharacter, 1, 4),
            ("[\"a\nb\"]", .jsonControlCharacter, 1, 4),
            ("[\"\\x\"]", .jsonMalformedEscape, 1, 3),
            ("[\"\\u12g4\"]", .jsonMalformedEscape, 1, 3),
            ("{} {}", .jsonTextAfterEnd, 1, 4),
            ("{}]", .jsonTextAfterEnd, 1, 3),
            ("[\"文\", \"abc", .jsonUnexpectedEnd, 1, 11),
            ("{\"a\": ", .jsonUnexpectedEnd, 1, 7),
            ("[", .jsonUnexpectedEnd, 1, 2),
            ("\"\\", .jsonUnexpectedEnd, 1, 3),
            ("\"\\u12", .jsonUnexpectedEnd, 1, 6),
            ("tru", .jsonUnexpectedCharacter, 1, 1),
            ("[True]", .jsonUnexpectedCharacter, 1, 2),
            ("hello", .jsonUnexpectedCharacter, 1, 1),
            ("[文]", .jsonUnexpectedCharacter, 1, 2),
            (String(repeating: "[", count: 1_001), .jsonTooDeep, 1, 1_001),
            (String(repeating: "{\"a\":", count: 100_000), .jsonTooDeep, 1, 5_001),
        ]
        for (text, code, line, column) in rows {
            let reading = Reading(text)
            #expect(reading.codes == [code], "\(text.prefix(40))")
            #expect(
                reading.diagnostics.first?.line == line && reading.diagnostics.first?.column == column,
                "\(text.prefix(40))")
            #expect(reading.streams.isEmpty)
        }
        let deep = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
        #expect(Reading(deep).codes == [.notACatalog])
    }

    @Test func invalidUTF8() {
        let rows: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xE2, 0x28, 0xA1], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0xFE], [0xFF],
        ]
        for bytes in rows {
            for prefix in ["\"", "\"a\\n", ""] {
                for suffix in ["", "\"", "aaaa\""] {
                    let reading = Reading(Array(prefix.utf8) + bytes + Array(suffix.utf8))
                    #expect(reading.codes == [.jsonInvalidUTF8], "\(bytes)")
                    #expect(reading.diagnostics[0].column == prefix.utf8.count + 1)
                }
            }
        }
        #expect(Reading([0xFF, 0xFE, 0x7B, 0x00]).codes == [.jsonUTF16])
        #expect(Reading([0x1F, 0x8B, 0x08]).codes == [.jsonUnexpectedCharacter])
    }

    /// Whatever the bytes, reading ends with streams or diagnostics.
    @Test(.timeLimit(.minutes(5))) func mutatedCatalogs() {
        let seed = Array(
            #"""
            {"streams":[{"stream":{"name":"é\n","namespace":null,"json_schema":{"properties":{"a":{"type":["null","object"],
            "properties":{"x":{"type":"string","format":"date"}}},"b":{"anyOf":[{}]},"c\ud83d\ude00":{"type":"array","items":[-1.5e3,{"a":true}]}}}},
            "cursor_field":["a"],"primary_key":[["a"]],"destination_sync_mode":"append_dedup"}]}
            """#.utf8)
        let pieces = [
            "{", "}", "[", "]", "\"", "\\u", "\\", ",", ":", "null", "\"items\":", "1e9", "\u{0}", "é", "😀", " ",
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 7)
        for _ in 0..<80_000 {
            var bytes = seed
            for _ in 0..<(1 + random.next() % 3) {
                let at = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 5 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int(random.next() % 9)))
                case 2: bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: at)
                case 3: bytes.removeLast(bytes.count - at)
                default: bytes.swapAt(at, Int(random.next() % UInt64(bytes.count)))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            let source = CatalogSource(file: "x", bytes: bytes)
            var diagnostics = Diagnostics()
            let streams = readCatalog(source, into: &diagnostics)
            if streams.isEmpty, diagnostics.isEmpty { Issue.record("nothing said of \(bytes)") }
            if source.root == nil, !diagnostics.hasErrors { Issue.record("no error for \(bytes)") }
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
