import Catalog
import Testing

@testable import TableModel

/// One name at a time: which characters stay, which case, how much of it.
@Suite struct NormalizedNameTests {
    static let standardNames: [(String, String)] = [
        ("identifiêr name", "identifier_name"), ("a_unicode_name_文", "a_unicode_name__"),
        ("ß", "_"), ("æ", "_"), ("文", "_"), ("😀", "_"), ("ﬁ", "_"), ("ǅ", "_"), ("e\u{20DD}", "e_"),
        ("  lead", "lead"), ("trail  ", "trail"), ("a  b", "a_b"), ("a \t\n b", "a_b"), ("a _ b", "a___b"),
        ("$amount", "_amount"), (",identifier+name", "_identifier_name"), ("a--b", "a__b"), ("a -b", "a__b"),
        // White space as Python sees it.
        ("\u{A0}a\u{2003}\u{3000}b\u{1680}", "a_b"), ("a\u{1F}b", "a_b"), ("a\u{85}b", "a_b"), ("a\u{200B}b", "a_b"),
        // A mark is no space, so it stops the trim; afterwards it goes.
        (" \u{301} x", "_x"), ("a \u{301} b", "a_b"), ("\u{344}", ""), ("A\u{30A}\u{327}", "A"),
        // Decomposed first: a syllable is three letters, a voiced kana loses its mark.
        ("한", "___"), ("が", "_"), ("か\u{3099}", "_"),
        ("é", "e"), ("e\u{301}", "e"), ("Ⅷ", "_"), ("100x72", "100x72"), ("", ""), ("   ", ""),
    ]

    @Test(arguments: standardNames) func standardNaming(name: String, standard: String) {
        #expect(standardName(name) == standard)
    }

    @Test(arguments: standardNames) func standardNamesStayAsTheyAre(name: String, standard: String) {
        #expect(standardName(standard) == standard)
    }

    /// Limit, and what is left of 52 letters: the half is rounded to the even number.
    static let cuts: [(Int, String)] = [
        (27, "abcdefghijkl__nopqrstuvwxyz"), (33, "abcdefghijklmnop__lmnopqrstuvwxyz"),
        (42, "abcdefghijklmnopqrst__ghijklmnopqrstuvwxyz"), (43, "abcdefghijklmnopqrst__fghijklmnopqrstuvwxyz"),
        (44, "abcdefghijklmnopqrstu__fghijklmnopqrstuvwxyz"), (45, "abcdefghijklmnopqrstuv__fghijklmnopqrstuvwxyz"),
        (46, "abcdefghijklmnopqrstuv__efghijklmnopqrstuvwxyz"), (52, letters(52)), (53, letters(52)),
    ]

    @Test(arguments: cuts) func cuttingTheMiddle(limit: Int, left: String) {
        #expect(truncated(letters(52), to: limit) == left)
        #expect(left.count == min(limit, 52))
    }

    static let cutTables: [(String, String)] = [
        ("Aaaa_Bbbb_Cccc_Dddd_Eeee_Ffff_Gggg_Hhhh_Iiii", "aaaa_bbbb_cccc_dddd___e_ffff_gggg_hhhh_iiii"),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz_0123456789",
            "abcdefghijklmnopqrst__qrstuvwxyz_0123456789"
        ),
        (letters(43), letters(43)), (letters(44), "abcdefghijklmnopqrst__xyzabcdefghijklmnopqr"),
    ]

    @Test(arguments: cutTables) func longTablesOnPostgres(name: String, table: String) {
        #expect(IdentifierRules.postgres.table(name).text == table)
        #expect(IdentifierRules.bigQuery.table(name).text == name)
    }

    @Test func lengthsCountScalars() {
        // 43 clusters of two scalars each are too long, 21 are not.
        let accented = String(repeating: "e\u{301}", count: 43)
        #expect(truncated(accented, to: 43).unicodeScalars.count == 43)
        #expect(truncated(String(repeating: "e\u{301}", count: 21), to: 43).unicodeScalars.count == 42)
    }

    /// Stream or schema, then its name on Postgres and on BigQuery.
    static let tables: [(String, String, String)] = [
        ("User", "User", "User"), ("DATA", "DATA", "DATA"), ("1Abc", "1Abc", "1Abc"), ("Status", "status", "Status"),
        ("User Events", "user_events", "User_Events"), ("order", "order", "order"),
        ("Sales-EU", "sales_eu", "Sales_EU"),
        ("END-EXEC", "end_exec", "END_EXEC"), ("_AB", "_ab", "_AB"), ("Id", "Id", "Id"), ("Groups", "groups", "Groups"),
    ]

    @Test(arguments: tables) func caseOfTablesAndSchemas(name: String, postgres: String, bigQuery: String) {
        for (rules, expected) in [(IdentifierRules.postgres, postgres), (.sqlite, postgres), (.bigQuery, bigQuery)] {
            #expect(rules.table(name).text == expected)
            #expect(rules.schema(name).text == expected)
        }
    }

    @Test func aSuffixEndsReservation() {
        #expect(IdentifierRules.postgres.table("DATA", suffix: "_scd").text == "data_scd")
        #expect(IdentifierRules.postgres.table("1Abc", suffix: "_scd").text == "1Abc_scd")
        #expect(IdentifierRules.bigQuery.table("DATA", suffix: "_scd").text == "DATA_scd")
        #expect(IdentifierRules.postgres.table(letters(60), suffix: "_scd").text.count == 47)
    }

    @Test func schemasAreCutOnlyByTheEngine() {
        #expect(IdentifierRules.postgres.schema(letters(62)).text == letters(62))
        #expect(IdentifierRules.postgres.schema(letters(70)).text == letters(63))
    }

    static let plain = ["hash", "user_id", "_ab_cdc", "status", "a1", "NZD"]
    static let quoted = [
        "order", "id", "Id", "ID", "User Id", "100x72", "spéçiäl", "a-b", "", "it's", "a\"b", "end-exec", "é",
    ]

    @Test func whatNeedsQuotes() {
        for name in Self.plain { #expect(!IdentifierRules.postgres.needsQuotes(name), "\(name)") }
        for name in Self.quoted { #expect(IdentifierRules.postgres.needsQuotes(name), "\(name)") }
        for name in ["order", "HASH", "Group"] { #expect(IdentifierRules.bigQuery.needsQuotes(name)) }
        for name in ["User Id", "100x72", "id"] { #expect(!IdentifierRules.bigQuery.needsQuotes(name)) }
    }

    @Test func theListOfReservedWordsIsWhole() {
        let words = IdentifierRules.postgres.reservedWords
        #expect(words.count == 822)
        for word
            in "id name type date value key keys data owner user text path role state version year position comments t c"
            .split(separator: " ")
        {
            #expect(words.contains(word.uppercased()), "\(word)")
        }
        for word in "status code title email description tags groups hash url amount currency created updated".split(
            separator: " ")
        {
            #expect(!words.contains(word.uppercased()), "\(word)")
        }
    }
}
