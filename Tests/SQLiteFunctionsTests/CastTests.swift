import Testing

/// Casts to types other than dates and times. Expected values are Postgres 15's own answers.
@Suite struct CastTests {
    private let database: Database
    init() throws { database = try Database() }

    @Test func integer() {
        check("planar_integer(?)", Self.integerVectors)
    }

    @Test func numeric() {
        check("planar_numeric(?)", Self.numericVectors)
    }

    @Test func float() {
        check("planar_float_text(planar_float(?))", Self.floatVectors)
    }

    @Test func boolean() {
        check("planar_boolean(?)", Self.booleanVectors)
    }

    /// Most numbers are read without `strtod`, which those with white space before them are not.
    @Test func simpleFloatsAreThoseOfC() {
        var generator = SplitMix(state: 3)
        for _ in 0..<4000 {
            var digits = String(generator.next() % 1_000_000_000_000_000)
            digits.removeFirst(Int(generator.next() % UInt64(digits.count)))
            if generator.next() % 4 > 0 {
                digits.insert(
                    ".", at: digits.index(digits.startIndex, offsetBy: Int(generator.next() % UInt64(digits.count + 1)))
                )
            }
            let text = (generator.next() % 2 == 0 ? "" : "-") + digits
            let read = database.answer("select planar_float_text(planar_float(?))", .text(text))
            #expect(read == database.answer("select planar_float_text(planar_float(?))", .text(" " + text)), "\(text)")
        }
    }

    private func check(_ sql: String, _ vectors: [(text: String, expected: String)]) {
        for (text, expected) in vectors {
            let answer = database.answer("select \(sql)", .text(text))
            #expect(same(answer, expected), "\(sql) of \(text): \(answer)")
        }
    }

    private static let integerVectors = [
        ("42", "42"),
        ("-12", "-12"),
        (" 12 ", "12"),
        ("+5", "5"),
        ("007", "7"),
        ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "ERROR: value \"9223372036854775808\" is out of range for type bigint"),
        ("-9223372036854775809", "ERROR: value \"-9223372036854775809\" is out of range for type bigint"),
        ("99999999999999999999abc", "ERROR: value \"99999999999999999999abc\" is out of range for type bigint"),
        ("1.0", "ERROR: invalid input syntax for type bigint: \"1.0\""),
        ("1.5", "ERROR: invalid input syntax for type bigint: \"1.5\""),
        ("1e3", "ERROR: invalid input syntax for type bigint: \"1e3\""),
        ("", "ERROR: invalid input syntax for type bigint: \"\""),
        ("abc", "ERROR: invalid input syntax for type bigint: \"abc\""),
        (" ", "ERROR: invalid input syntax for type bigint: \" \""),
        ("+", "ERROR: invalid input syntax for type bigint: \"+\""),
        ("1 2", "ERROR: invalid input syntax for type bigint: \"1 2\""),
        ("--1", "ERROR: invalid input syntax for type bigint: \"--1\""),
    ]

    private static let numericVectors = [
        ("1234567890123456789012345678", "1234567890123456789012345678"),
        ("1.50", "1.50"),
        (" -0.0 ", "0.0"),
        ("1e3", "1000"),
        ("1E-2", "0.01"),
        ("1.50e1", "15.0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+7", "7"),
        ("1e 5", "100000"),
        ("NaN", "NaN"),
        ("inf", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("0e1000000", "0"),
        ("1e131072", "ERROR: value overflows numeric format"),
        ("1e1000000", "ERROR: value overflows numeric format"),
        ("1e-16384", "ERROR: value overflows numeric format"),
        ("1e99999999999", "ERROR: value overflows numeric format"),
        ("abc", "ERROR: invalid input syntax for type numeric: \"abc\""),
        ("", "ERROR: invalid input syntax for type numeric: \"\""),
        ("1e", "ERROR: invalid input syntax for type numeric: \"1e\""),
        ("1.2.3", "ERROR: invalid input syntax for type numeric: \"1.2.3\""),
        ("0x10", "ERROR: invalid input syntax for type numeric: \"0x10\""),
    ]

    private static let floatVectors = [
        ("1.14", "1.14"),
        (" 8 ", "8"),
        ("1e-05", "1e-05"),
        ("0.0001", "0.0001"),
        ("1e15", "1e+15"),
        ("999999999999999", "999999999999999"),
        ("123456789012345678", "1.2345678901234568e+17"),
        ("-0", "-0"),
        ("Infinity", "Infinity"),
        ("-inf", "-Infinity"),
        ("1e400", "ERROR: \"1e400\" is out of range for type double precision"),
        ("-1e400", "ERROR: \"-1e400\" is out of range for type double precision"),
        ("1e-400", "ERROR: \"1e-400\" is out of range for type double precision"),
        ("4.9e-324", "5e-324"),
        ("0x1p3", "8"),
        ("1e23", "9.999999999999999e+22"),
        ("9007199254740993", "9.007199254740992e+15"),
        ("0.1e1x", "ERROR: invalid input syntax for type double precision: \"0.1e1x\""),
        ("abc", "ERROR: invalid input syntax for type double precision: \"abc\""),
        ("", "ERROR: invalid input syntax for type double precision: \"\""),
        ("1_000", "ERROR: invalid input syntax for type double precision: \"1_000\""),
        ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("2.5e-5", "2.5e-05"),
    ]

    private static let booleanVectors = [
        ("true", "1"),
        ("TRUE", "1"),
        (" true ", "1"),
        ("t", "1"),
        ("tr", "1"),
        ("yes", "1"),
        ("y", "1"),
        ("on", "1"),
        ("1", "1"),
        ("false", "0"),
        ("f", "0"),
        ("no", "0"),
        ("of", "0"),
        ("off", "0"),
        ("0", "0"),
        ("o", "ERROR: invalid input syntax for type boolean: \"o\""),
        ("", "ERROR: invalid input syntax for type boolean: \"\""),
        ("maybe", "ERROR: invalid input syntax for type boolean: \"maybe\""),
        ("2", "ERROR: invalid input syntax for type boolean: \"2\""),
        ("truex", "ERROR: invalid input syntax for type boolean: \"truex\""),
        ("yess", "ERROR: invalid input syntax for type boolean: \"yess\""),
    ]
}
