import Testing

/// Documents in the form of jsonb. Expected values are Postgres 15's own answers.
@Suite struct CanonicalJSONTests {
    private let database: Database
    init() throws { database = try Database() }

    @Test func json() {
        check("planar_json(?)", Self.jsonVectors)
    }

    private func check(_ sql: String, _ vectors: [(text: String, expected: String)]) {
        for (text, expected) in vectors {
            let answer = database.answer("select \(sql)", .text(text))
            #expect(same(answer, expected), "\(sql) of \(text): \(answer)")
        }
    }

    private static let jsonVectors = [
        ("{\"b\":1,\"a\":[1, 2.50,{\"z\":null}],\"a\":3}", "{\"a\": 3, \"b\": 1}"),
        (
            "{\"b\":1,\"aa\":1,\"a\":1,\"é\":1,\"Z\":1,\"ab\":1,\"\":1}",
            "{\"\": 1, \"Z\": 1, \"a\": 1, \"b\": 1, \"aa\": 1, \"ab\": 1, \"é\": 1}"
        ),
        (
            " [1e3, 1E-2, 1.50e1, 1.10, -0, -0.0, 0e5, 12345678901234567890] ",
            "[1000, 0.01, 15.0, 1.10, 0, 0.0, 0, 12345678901234567890]"
        ),
        ("\"a\\u00e9\\n\\/\\u0001\u{7F}\\ud83d\\ude00\"", "\"aé\\n/\\u0001\u{7F}😀\""),
        ("{}", "{}"),
        ("[]", "[]"),
        ("[[],{}]", "[[], {}]"),
        (" null ", "null"),
        ("true", "true"),
        ("\"x\"", "\"x\""),
        ("-1.5", "-1.5"),
        ("{\"\\u0061\":1,\"a\":2}", "{\"a\": 2}"),
        ("{\"a\":2,\"\\u0061\":1}", "{\"a\": 1}"),
        ("{\"a\":{\"b\":[{\"c\":{}}]}}", "{\"a\": {\"b\": [{\"c\": {}}]}}"),
        ("{a:1}", "ERROR: invalid input syntax for type json"),
        ("{\"a\":1,}", "ERROR: invalid input syntax for type json"),
        ("[1,]", "ERROR: invalid input syntax for type json"),
        ("01", "ERROR: invalid input syntax for type json"),
        ("1.", "ERROR: invalid input syntax for type json"),
        ("+1", "ERROR: invalid input syntax for type json"),
        ("\"\\u0000\"", "ERROR: unsupported Unicode escape sequence"),
        ("\"\\ud800\"", "ERROR: invalid input syntax for type json"),
        ("\"\\udc00\"", "ERROR: invalid input syntax for type json"),
        ("\"\\ud800x\"", "ERROR: invalid input syntax for type json"),
        ("\"\t\"", "ERROR: invalid input syntax for type json"),
        ("\"\\x\"", "ERROR: invalid input syntax for type json"),
        ("\"abc", "ERROR: invalid input syntax for type json"),
        ("", "ERROR: invalid input syntax for type json"),
        ("{\"a\":1} x", "ERROR: invalid input syntax for type json"),
        ("1e1000000", "ERROR: value overflows numeric format"),
        ("[1e131072]", "ERROR: value overflows numeric format"),
        ("1e-16384", "ERROR: value overflows numeric format"),
        ("nul", "ERROR: invalid input syntax for type json"),
        ("truex", "ERROR: invalid input syntax for type json"),
        ("NaN", "ERROR: invalid input syntax for type json"),
    ]
}
