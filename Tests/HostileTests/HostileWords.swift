/// Names and values that mean something to whoever does not quote them.
enum HostileWords {
    /// For names and values alike.
    static let all =
        quotes + comments + statements + placeholders + whiteSpace + invisible + ourOwn + paths + files + engines

    private static let quotes = [
        "'", "''", "\"", "\"\"", "`", "```", "'\"`", "it's", "say \"hi\"", "\\", "\\\\", "\\'", "\\\"", "\\`", "'\\",
        "a\\", "\\n", "\\x27", "\\u0027", "E'\\'", "'||'", "\"\"\"", "'''", "r'''", "]", "[a]", "'\u{301}",
        "\"\u{301}", "\\\u{301}", "&#39;", "%27", "\u{2019}", "\u{FF07}", "\u{FF02}",
    ]
    private static let comments = [
        "--", "-- x", "a--b", "/*", "*/", "/* */", "a /* b", "*/ a", "#", "# x", "//", "<!--",
    ]
    private static let statements = [
        ";", "a;b", "x\"; drop table canary; --", "'); drop table canary; --", "'; drop table public.canary; --",
        "`; drop table public.canary; --", "x\"\"; delete from canary; --", "\\'; drop table canary; --",
        "\\\"; drop table canary; --", "*/ drop table canary; /*", "\n; drop table canary; --",
        "-- \n drop table canary;", "$$; drop table canary; $$", "' or '1'='1", "\" or \"\"=\"", "1; rollback; --",
        "commit", "end $$;", "x') from (select 1) --", "\"), (\"", "null", "select", "from", "default",
        "current_timestamp", "true",
    ]
    private static let placeholders = [
        "$$", "$1", "$body$", "$0", "?", "?1", ":name", ":'name'", ":\"name\"", "@a", "@@x", "%", "%s", "%%", "%1$s",
        "{{ x }}", "{{* x }}", "{{ select }}", "{{* columns }}", "{{", "}}", "{% x %}", "${HOME}", "$(id)", "`id`",
        "\\(x)", "%(x)s", "{0}", "<b>",
    ]
    private static let whiteSpace = [
        "a\nb", "\n", "a\rb", "\r", "a\r\nb", "\t", "a\tb", " ", "  ", " a", "a ", "\u{B}", "\u{C}", "\u{85}",
        "\u{A0}", "\u{2028}", "\u{2029}", "a\u{2028}b", "\u{3000}", "a\n    b", "a\n\nb",
    ]
    private static let invisible = [
        "\u{202E}abc", "\u{200F}", "\u{2066}a\u{2069}", "\u{200B}", "\u{200D}", "a\u{200B}b", "\u{FEFF}", "\u{AD}",
        "\u{E9}", "e\u{301}", "\u{301}", "a\u{300}\u{301}\u{302}", "\u{1B}[2J", "\u{7F}", "\u{1}", "\u{1F}",
        "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "\u{1F469}\u{200D}\u{1F4BB}", String(repeating: "\u{1F600}", count: 75),
        "\u{130}", "\u{131}", "\u{DF}", "\u{212A}", "\u{6587}",
    ]
    private static let ourOwn = [
        "record", "known", "ranked", "version", "parent", "child", "element", "value", "planar_step", "planar_row",
        "planar_changed_since", "planar_changed_days", "ab1", "ab2", "ab3", "_ab3", "hash", "raw", "data", "item",
        "place", "scd", "_scd", "_stg", "columns", "airbyte_data", "Record", "held", "_airbyte", "_AIRBYTE_AB_ID",
        "canary",
    ]
    /// What a JSON path or an array index would be.
    private static let paths = [
        "$", "$.a", "$['a']", "$[\"a\"]", "a.b", ".", "..", "*", "$[*]", "a[0]", "0", "00", "-1", "+1", " 1", "1 ",
        "1e0", "'] = $['a", "\"].\"a", "{", "}", "{\"a\": 1}", "[", "/", "~0", "a,b", ",", "{a,b}",
    ]
    /// What a shell of a database reads at the beginning of a line, and a path of files.
    private static let files = [
        ".quit", "\n.quit\n", "\n.shell touch canary\n", "\\q", "\n\\q\n", "\n\\! touch canary\n", "\ngo\n", "\n/\n",
        "\\copy", "\\.", "../../x", "/etc/passwd", "C:\\x", "CON", "a/b",
    ]
    /// What a database has a meaning of its own for.
    private static let engines = [
        "rowid", "oid", "_rowid_", "user", "_PARTITIONTIME", "_TABLE_SUFFIX", "_FILE_NAME", "main", "temp", "public",
        "information_schema", "excluded", "new", "old", "nan", "infinity",
    ]
}
