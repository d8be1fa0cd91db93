import Testing

/// Texts that end up in hashes and in the order of cursors.
@Suite struct TextFormTests {
    private let database: Database
    init() throws { database = try Database() }

    private func floatText(_ value: Double) -> String { database.answer("select planar_float_text(?)", .real(value)) }

    /// Checked against `float8` of Postgres.
    @Test func floats() {
        let vectors: [(Double, String)] = [
            (8, "8"), (1.14, "1.14"), (0.1 + 0.2, "0.30000000000000004"), (1e-5, "1e-05"), (0.0001, "0.0001"),
            (999_999_999_999_999, "999999999999999"), (1e15, "1e+15"),
            (123_456_789_012_345_680, "1.2345678901234568e+17"),
            (-0.0, "-0"), (0, "0"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (-1.5, "-1.5"),
            (100, "100"), (120_000_000_000_000, "120000000000000"), (0.00012, "0.00012"),
            (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
            // Halfway between two doubles: Postgres wants digits that lie inside.
            (1e23, "9.999999999999999e+22"), (9_007_199_254_740_992, "9.007199254740992e+15"),
        ]
        for (value, expected) in vectors { #expect(floatText(value) == expected) }
    }

    @Test func everyFloatReadsBack() {
        var generator = SplitMix(state: 42)
        for round in 0..<8000 {
            var value = Double(bitPattern: generator.next())
            if round % 3 == 0 {
                let power = [1.0, 10, 100, 1e4, 1e6, 1e7, 1e9][Int(generator.next() % 7)]
                value = Double(Int64(truncatingIfNeeded: generator.next()) % 1_000_000_000_000) / power
            }
            if round % 3 == 1 {
                value = Double(sign: .plus, exponent: Int(generator.next() % 2000) - 1000, significand: 1)
            }
            guard value.isFinite else { continue }
            #expect(Double(floatText(value)) == value)
            // Swift's digits are the fewest, too, and spelled alike in the midst of the range.
            guard (0.0001..<1e15).contains(value.magnitude) else { continue }
            let swift = value.description
            #expect(floatText(value) == (swift.hasSuffix(".0") ? String(swift.dropLast(2)) : swift))
        }
    }

    @Test func booleans() {
        #expect(database.answer("select planar_boolean_text(1)") == "true")
        #expect(database.answer("select planar_boolean_text(0)") == "false")
        #expect(database.answer("select planar_boolean_text(null)") == "NULL")
    }

    /// md5('1') and the like, as in the tables of the original.
    @Test func hashes() {
        #expect(database.answer("select planar_hash(1)") == "c4ca4238a0b923820dcc509a6f75849b")
        #expect(database.answer("select planar_hash(null)") == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(database.answer("select planar_hash(1, 'USD', 1.14)") == "a644237dddbf9b9abb45661c62c887ff")
        #expect(
            database.answer("select planar_hash(1, null, 'a-b', 1e-5)")
                == database.answer("select planar_md5('1--a-b-1e-05')"))
        #expect(database.answer("select planar_md5(null)") == "NULL")
    }

    @Test func keys() {
        #expect(database.answer("select planar_key(1, null, 'a-b', 1e-5, '')") == "1--a-b-1e-05-")
        #expect(database.answer("select planar_key()") == "")
        #expect(database.answer("select planar_key(?)", .text("e\u{301}")) == "e\u{301}")
    }

    @Test func numericOrder() throws {
        let ascending = [
            "-Infinity", "-1e131071", "-123456789012345678901234567891", "-123456789012345678901234567890.5", "-100",
            "-99.9", "-12.55", "-12.5", "-1", "-0.1", "-0.01", "-0.001", "0", "0.0001", "0.01", "0.1", "0.12", "0.2",
            "1", "1.05", "9",
            "10", "12.5", "12.51", "99", "100", "9223372036854775807", "9223372036854775808", "1e131071", "Infinity",
            "NaN",
        ]
        let orders = try ascending.map {
            try #require(try database.value("select planar_numeric_order(?)", [.text($0)]))
        }
        for (left, right) in zip(orders, orders.dropFirst()) {
            #expect(left.utf8.lexicographicallyPrecedes(right.utf8), "\(left) \(right)")
        }
        for (left, right) in [("1", "1.00"), ("0", "-0.0"), ("1000", "1e3"), ("-12.5", "-12.500"), ("007", "7")] {
            #expect(
                database.answer("select planar_numeric_order(?)", .text(left))
                    == database.answer("select planar_numeric_order(?)", .text(right)))
        }
        let refused = #"ERROR: invalid input syntax for type numeric: "x""#
        #expect(database.answer("select planar_numeric_order('x')") == refused)
    }

    @Test func numbersAsArguments() {
        #expect(database.answer("select planar_integer(?)", .integer(-7)) == "-7")
        #expect(database.answer("select planar_integer(?)", .real(7)) == "7")
        let refused = #"ERROR: invalid input syntax for type bigint: "7.5""#
        #expect(database.answer("select planar_integer(?)", .real(7.5)) == refused)
        #expect(database.answer("select planar_numeric(?)", .real(1e-5)) == "0.00001")
        #expect(database.answer("select planar_boolean(?)", .integer(1)) == "1")
        #expect(database.answer("select planar_date(?)", .integer(20_210_123)) == "2021-01-23")
        #expect(database.answer("select typeof(planar_integer('7')) || typeof(planar_float('7'))") == "integerreal")
    }

    @Test func fits() {
        let vectors: [(String, String, String)] = [
            ("1", "integer", "1"), ("1.5", "integer", "0"), ("1.5", "numeric", "1"), ("x", "float", "0"),
            ("NaN", "float", "0"), ("yes", "boolean", "1"), ("2020-02-30", "date", "0"),
            ("2020-02-28T10:00Z", "timestamptz", "1"), ("2020-02-28", "timestamp", "1"), ("25:00", "time", "0"),
            ("10:00+05", "timetz", "1"), ("{}", "json", "1"),
            ("{", "json", "0"),
        ]
        for (text, type, expected) in vectors {
            #expect(
                database.answer("select planar_fits(?, ?)", .text(text), .text(type)) == expected, "\(text) \(type)")
        }
        #expect(database.answer("select planar_fits(null, 'date')") == "1")
        #expect(database.answer("select planar_fits('1', 'int')") == #"ERROR: planar_fits knows no type "int""#)
    }

    @Test func clock() {
        let first = database.answer("select planar_now()")
        #expect(first == database.clock.now)
        #expect(first == database.answer("select planar_timestamptz(planar_now())"))
        var last = first
        for _ in 0..<1000 {
            database.clock.restart()
            #expect(last.utf8.lexicographicallyPrecedes(database.clock.now.utf8))
            last = database.clock.now
        }
        #expect(database.answer("select planar_now()") == last)
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
