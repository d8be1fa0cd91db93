import Testing

/// Casts to dates and times. Expected values are Postgres 15's own answers.
@Suite struct DateTimeTests {
    private let database: Database
    init() throws { database = try Database() }

    @Test func date() {
        check("planar_date(?)", Self.dateVectors)
    }

    @Test func timestamptz() {
        check("planar_timestamptz(?)", Self.timestamptzVectors)
    }

    @Test func timestamp() {
        check("planar_timestamp(?)", Self.timestampVectors)
    }

    @Test func time() {
        check("planar_time(?)", Self.timeVectors)
    }

    @Test func timetz() {
        check("planar_timetz(?)", Self.timetzVectors)
    }

    /// The usual spellings are read without the grammar, which a comma before them brings back.
    @Test func usualSpellingsAreThoseOfTheGrammar() {
        let days = [
            "2021-01-23", "2021-02-29", "2020-02-29", "2021-02-28", "2021-04-31", "0001-01-01", "0000-01-01",
            "9999-12-31",
            "2021-13-01", "2021-00-10", "2021-01-00", "2021-01-32", "2021-1-23", "021-01-23", "2021/01/23",
            "2021-01-2x",
        ]
        let times = [
            "", "T10:11:12", " 10:11:12", "T00:00:00", "T23:59:59", "T24:00:00", "T10:11:60", "T10:60:00", "T25:00:00",
            "T10:11", "T10:11:1", "t10:11:12", "T10:11:12.5", "T10:11:12.500000", "T10:11:12.123456",
            "T10:11:12.1234567",
            "T10:11:12.000000", "T10:11:12.", "T10:11:12.9999999",
        ]
        let zones = [
            "", "Z", "z", "+00", "-00:00", "+05:30", "-0800", "+15:59", "+16:00", "-15:60", "+5", "+053", "+05:3",
            "+05:",
            " UTC", "ZZ", "+05:30:15",
        ]
        for day in days {
            for text in times.flatMap({ time in zones.map { day + time + $0 } }) {
                for type in ["date", "timestamp", "timestamptz"] {
                    let usual = database.answer("select planar_\(type)(?)", .text(text))
                    let grammar = database.answer("select planar_\(type)(?)", .text("," + text))
                    #expect(usual == grammar.replacing("\",", with: "\""), "\(type) \(text)")
                }
            }
        }
    }

    private func check(_ sql: String, _ vectors: [(text: String, expected: String)]) {
        for (text, expected) in vectors {
            let answer = database.answer("select \(sql)", .text(text))
            #expect(same(answer, expected), "\(sql) of \(text): \(answer)")
        }
    }

    private static let dateVectors = [
        ("2020-08-29", "2020-08-29"),
        ("20210123", "2021-01-23"),
        ("210123", "2021-01-23"),
        ("2021-01-23T10:00:00Z", "2021-01-23"),
        ("01/02/2021", "2021-01-02"),
        ("1/8/99", "1999-01-08"),
        ("Jan 5 2021", "2021-01-05"),
        ("January 8, 1999", "1999-01-08"),
        ("08-Jan-99", "1999-01-08"),
        ("1999.008", "1999-01-08"),
        ("2021 005", "2021-01-05"),
        ("J2451187", "1999-01-08"),
        ("2021-01-23 BC", "2021-01-23 BC"),
        ("0001-01-01", "0001-01-01"),
        ("5874897-12-31", "5874897-12-31"),
        ("5874898-01-01", "ERROR: date out of range: \"5874898-01-01\""),
        ("4714-11-24 BC", "4714-11-24 BC"),
        ("4714-11-23 BC", "ERROR: date out of range: \"4714-11-23 BC\""),
        ("infinity", "infinity"),
        ("-infinity", "-infinity"),
        ("epoch", "1970-01-01"),
        ("2000-02-29", "2000-02-29"),
        ("2021-02-29", "ERROR: date/time field value out of range: \"2021-02-29\""),
        ("2021-13-01", "ERROR: date/time field value out of range: \"2021-13-01\""),
        ("13/13/2021", "ERROR: date/time field value out of range: \"13/13/2021\""),
        ("0000-00-00", "ERROR: date/time field value out of range: \"0000-00-00\""),
        ("foo", "ERROR: invalid input syntax for type date: \"foo\""),
        ("", "ERROR: invalid input syntax for type date: \"\""),
        ("1602637589", "ERROR: date/time field value out of range: \"1602637589\""),
        ("2021-W01-1", "ERROR: invalid input syntax for type date: \"2021-W01-1\""),
        ("5.1.21", "2021-05-01"),
        ("y2001m02d04", "2001-02-04"),
        ("10:00:00 2021-01-05", "ERROR: invalid input syntax for type date: \"10:00:00 2021-01-05\""),
        ("2021-01-05 24:00:00.1", "ERROR: date/time field value out of range: \"2021-01-05 24:00:00.1\""),
        ("471411-224 BC", "ERROR: date out of range: \"471411-224 BC\""),
    ]

    private static let timestamptzVectors = [
        ("2020-08-29T00:00:00.000000-0000", "2020-08-29 00:00:00+00"),
        ("2020-08-29T00:00:00.000-00", "2020-08-29 00:00:00+00"),
        ("2020-08-29T00:00:00+00", "2020-08-29 00:00:00+00"),
        ("2020-08-29T00:00:00+0000", "2020-08-29 00:00:00+00"),
        ("2020-08-29T00:00:00Z", "2020-08-29 00:00:00+00"),
        ("2020-08-29T00:00:00-04:00", "2020-08-29 04:00:00+00"),
        ("2020-08-29t00:00:00z", "2020-08-29 00:00:00+00"),
        ("2020-09-01", "2020-09-01 00:00:00+00"),
        ("2020-09-01 10:11:12.1234567", "2020-09-01 10:11:12.123457+00"),
        ("2020-09-01 10:11:12.0000005", "2020-09-01 10:11:12+00"),
        ("2020-09-01 10:11:12.0000015", "2020-09-01 10:11:12.000002+00"),
        ("2020-09-01 10:11:12.9999999", "2020-09-01 10:11:13+00"),
        ("2020-09-01T24:00:00Z", "2020-09-02 00:00:00+00"),
        ("2020-09-01T23:59:60Z", "2020-09-02 00:00:00+00"),
        ("2020-09-01T24:00:01Z", "ERROR: date/time field value out of range: \"2020-09-01T24:00:01Z\""),
        ("2020-09-01T10:60:00Z", "ERROR: date/time field value out of range: \"2020-09-01T10:60:00Z\""),
        ("2021-01-05T10:00:00+05:30", "2021-01-05 04:30:00+00"),
        ("2021-01-05T10:00:00-00:00:30", "2021-01-05 10:00:30+00"),
        ("2021-01-05T10:00:00+15:59", "2021-01-04 18:01:00+00"),
        ("2021-01-05T10:00:00+16", "ERROR: time zone displacement out of range: \"2021-01-05T10:00:00+16\""),
        ("20210123T101112Z", "2021-01-23 10:11:12+00"),
        ("20210123T101112.5-05", "2021-01-23 15:11:12.5+00"),
        ("20210123 250000", "2021-01-24 01:00:00+00"),
        ("12/13/2020 3:04:05 PM", "2020-12-13 15:04:05+00"),
        ("2021-01-05 12:00 AM", "2021-01-05 00:00:00+00"),
        ("2021-01-05 13:00 PM", "ERROR: date/time field value out of range: \"2021-01-05 13:00 PM\""),
        ("Wed, 05 Jan 2021 10:00:00 GMT", "2021-01-05 10:00:00+00"),
        ("Wed, 5 Jan 2021 10:00:00 +0530", "2021-01-05 04:30:00+00"),
        ("Tue Jan 05 10:11:12 PST 2021", "2021-01-05 18:11:12+00"),
        ("5 Jan 2021 10:00:00 UTC", "2021-01-05 10:00:00+00"),
        ("May 5, 2021 at 3:04 PM", "2021-05-05 15:04:00+00"),
        ("2021-01-05 10:00 EST", "2021-01-05 15:00:00+00"),
        ("2021-07-05 10:00 CEST", "2021-07-05 08:00:00+00"),
        ("2021-01-05 10:00 MET DST", "2021-01-05 08:00:00+00"),
        (
            "2021-01-05 10:11:12 +0000 UTC",
            "ERROR: invalid input syntax for type timestamp with time zone: \"2021-01-05 10:11:12 +0000 UTC\""
        ),
        ("2021-01-05 10:00 Etc/UTC", "2021-01-05 10:00:00+00"),
        ("2021-01-05 10:00 utc+3", "2021-01-05 13:00:00+00"),
        ("2021-01-05 10:00 mars/base", "ERROR: time zone \"mars/base\" not recognized"),
        ("0044-03-15 12:00 BC", "0044-03-15 12:00:00+00 BC"),
        ("294276-12-31T23:59:59.999999Z", "294276-12-31 23:59:59.999999+00"),
        ("294277-01-01", "ERROR: timestamp out of range: \"294277-01-01\""),
        ("infinity", "infinity"),
        ("-infinity", "-infinity"),
        ("epoch", "1970-01-01 00:00:00+00"),
        ("2021-01-05T", "ERROR: invalid input syntax for type timestamp with time zone: \"2021-01-05T\""),
        ("2021-01-05T10", "ERROR: invalid input syntax for type timestamp with time zone: \"2021-01-05T10\""),
        ("2021-01-05 10:", "2021-01-05 10:00:00+00"),
        ("1602637589", "ERROR: date/time field value out of range: \"1602637589\""),
        ("2021-13-01T00:00:00Z", "ERROR: date/time field value out of range: \"2021-13-01T00:00:00Z\""),
        ("2021-02-30", "ERROR: date/time field value out of range: \"2021-02-30\""),
        ("free text", "ERROR: invalid input syntax for type timestamp with time zone: \"free text\""),
        ("", "ERROR: invalid input syntax for type timestamp with time zone: \"\""),
        (
            "2021-01-05T10:00:00,5Z",
            "ERROR: invalid input syntax for type timestamp with time zone: \"2021-01-05T10:00:00,5Z\""
        ),
        ("J2459220.5", "2021-01-05 12:00:00+00"),
    ]

    private static let timestampVectors = [
        ("2022-01-14T01:04:04-04:00", "2022-01-14 01:04:04"),
        ("2022-01-14T01:04:04", "2022-01-14 01:04:04"),
        ("2022-01-14 01:04:04.5 EST", "2022-01-14 01:04:04.5"),
        ("2022-01-14", "2022-01-14 00:00:00"),
        ("20220114", "2022-01-14 00:00:00"),
        ("infinity", "infinity"),
        ("epoch", "1970-01-01 00:00:00"),
        ("4714-11-24 BC", "4714-11-24 00:00:00 BC"),
        ("294277-01-01", "ERROR: timestamp out of range: \"294277-01-01\""),
        ("2022-01-14T25:00:00", "ERROR: date/time field value out of range: \"2022-01-14T25:00:00\""),
        ("x", "ERROR: invalid input syntax for type timestamp: \"x\""),
        ("2022-01-14 10:00 foo", "ERROR: invalid input syntax for type timestamp: \"2022-01-14 10:00 foo\""),
    ]

    private static let timeVectors = [
        ("01:04:04", "01:04:04"),
        ("01:04:04.1234567", "01:04:04.123457"),
        ("01:04:04-04:00", "01:04:04"),
        ("010404", "01:04:04"),
        ("0104", "01:04:00"),
        ("T01:04", "01:04:00"),
        ("3:04 PM", "15:04:00"),
        ("12:00 am", "00:00:00"),
        ("24:00:00", "24:00:00"),
        ("24:00:00.1", "ERROR: date/time field value out of range: \"24:00:00.1\""),
        ("23:59:60", "24:00:00"),
        ("23:59:59.9999999", "24:00:00"),
        ("2021-01-05 10:11:12", "10:11:12"),
        ("allballs", "00:00:00"),
        ("25:00:00", "ERROR: date/time field value out of range: \"25:00:00\""),
        ("10:60", "ERROR: date/time field value out of range: \"10:60\""),
        ("10:11.5", "00:10:11.5"),
        ("x", "ERROR: invalid input syntax for type time: \"x\""),
        ("", "ERROR: invalid input syntax for type time: \"\""),
        ("10", "ERROR: invalid input syntax for type time: \"10\""),
        ("h04mm05s06.5", "04:05:06.5"),
        ("Jan 5 2021 10:00", "ERROR: invalid input syntax for type time: \"Jan 5 2021 10:00\""),
    ]

    private static let timetzVectors = [
        ("01:04:04-04:00", "01:04:04-04"),
        ("01:04:04.123456+05:30", "01:04:04.123456+05:30"),
        ("01:04:04Z", "01:04:04+00"),
        ("01:04:04", "01:04:04+00"),
        ("01:04:04 PST", "01:04:04-08"),
        ("01:04:04+05:30:15", "01:04:04+05:30:15"),
        ("040506-08", "04:05:06-08"),
        (
            "2021-01-05T10:11:12+02",
            "ERROR: invalid input syntax for type time with time zone: \"2021-01-05T10:11:12+02\""
        ),
        ("01:04:04+16", "ERROR: time zone displacement out of range: \"01:04:04+16\""),
        ("01:04 PM EST", "13:04:00-05"),
        ("allballs", "00:00:00+00"),
        ("01:04:04 MET DST", "01:04:04+02"),
        ("x", "ERROR: invalid input syntax for type time with time zone: \"x\""),
        ("01:04:04 Z Z", "ERROR: invalid input syntax for type time with time zone: \"01:04:04 Z Z\""),
    ]
}
