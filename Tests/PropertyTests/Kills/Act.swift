import TestSupport

/// A sync: the catalog as it is then, and the raw rows that come with it.
struct Act: Sendable {
    let name: String
    let catalog: String
    let rows: [String: [TestDatabase.RawRow]]

    /// Their tables are named after them, or begin so with `_` behind.
    static let streams = ["shops", "visits", "orders", "members"]
    /// Of them only the latest raw rows are kept.
    static let overwritten: Set = ["shops"]

    /// Every mode, objects and arrays. First all tables are built, then they are brought up to date, with a version that
    /// comes late. At last each stream changes in its own way: a table that is overwritten gets another column and is
    /// replaced, one that is added to gets a wider column and new ones, a history gets a column, and a stream that had a
    /// history has none any more.
    static let all = [
        Act(
            name: "first build", catalog: before,
            rows: [
                "shops": [
                    row("s1", #"{"id": 1, "name": "Mitte", "address": {"city": "Berlin"}, "days": [{"day": 1}]}"#),
                    row("s2", #"{"id": 2, "name": "Altona", "days": [{"day": 1}, {"day": 2}]}"#),
                ],
                "visits": [
                    row("v1", #"{"id": 1, "pages": [{"url": "/"}, {"url": "/tea"}]}"#),
                    row("v2", #"{"id": 2, "pages": []}"#),
                ],
                "orders": [
                    row(
                        "o1", #"{"id": 1, "at": 10, "items": [{"sku": "tea", "gift": {"card": "hi"}}, {"sku": "cup"}]}"#
                    ),
                    row("o2", #"{"id": 2, "at": 10, "items": [{"sku": "tea"}]}"#),
                ],
                "members": [row("m1", #"{"id": 1, "level": 1}"#), row("m2", #"{"id": 2, "level": 1}"#)],
            ]),
        Act(
            name: "update", catalog: before,
            rows: [
                "shops": [row("s3", #"{"id": 1, "name": "Mitte", "address": {"city": "Bonn"}, "days": [{"day": 5}]}"#)],
                "visits": [row("v3", #"{"id": 3, "pages": [{"url": "/cup"}]}"#)],
                "orders": [
                    row("o3", #"{"id": 1, "at": 30, "items": [{"sku": "pot", "gift": {"card": "yo"}}]}"#),
                    row("o4", #"{"id": 1, "at": 20, "items": []}"#), row("o5", #"{"id": 3, "at": 5, "items": []}"#),
                ],
                "members": [row("m3", #"{"id": 1, "level": 2}"#)],
            ]),
        Act(
            name: "change", catalog: after,
            rows: [
                "shops": [row("s4", #"{"id": 4, "open": true, "address": {"city": "Ulm"}, "days": [{"day": 7}]}"#)],
                "visits": [row("v4", #"{"id": "four", "at": 4, "pages": [{"url": "/pot"}], "tags": [{"tag": "a"}]}"#)],
                "orders": [row("o6", #"{"id": 2, "at": 40, "paid": true, "items": [{"sku": "lid"}]}"#)],
                "members": [row("m4", #"{"id": 2, "level": 3}"#)],
            ]),
    ]

    private static let before = catalog(
        stream("shops", "overwrite", shops), stream("visits", "append", #""id": \#(integer), \#(pages)"#),
        stream("orders", "append_dedup", orders, cursor: "at"),
        stream("members", "append_dedup", members, cursor: "level"))

    private static let after = catalog(
        stream("shops", "overwrite", #"\#(shops), "open": {"type": "boolean"}"#),
        stream(
            "visits", "append", #""id": \#(string), "at": \#(integer), \#(pages), \#(array("tags", "tag", string))"#),
        stream("orders", "append_dedup", #"\#(orders), "paid": {"type": "boolean"}"#, cursor: "at"),
        stream("members", "overwrite", members))

    private static let integer = #"{"type": "integer"}"#
    private static let string = #"{"type": "string"}"#
    private static let pages = array("pages", "url", string)
    private static let members = #""id": \#(integer), "level": \#(integer)"#
    private static let shops = """
        "id": \(integer), "name": \(string), "address": {"type": "object", "properties": {"city": \(string)}},
        \(array("days", "day", integer))
        """
    private static let orders = """
        "id": \(integer), "at": \(integer),
        \(array("items", "sku", string, and: #", "gift": {"type": "object", "properties": {"card": \#(string)}}"#))
        """

    private static func array(_ name: String, _ property: String, _ type: String, and more: String = "") -> String {
        #""\#(name)": {"type": "array", "items": {"type": "object", "properties": {"\#(property)": \#(type)\#(more)}}}"#
    }

    private static func stream(_ name: String, _ mode: String, _ properties: String, cursor: String? = nil) -> String {
        """
        {"stream": {"name": "\(name)", "json_schema": {"type": "object", "properties": {\(properties)}}},
         "sync_mode": "incremental", "destination_sync_mode": "\(mode)",
         "primary_key": \(cursor == nil ? "[]" : "[[\"id\"]]"), "cursor_field": [\(cursor.map { "\"\($0)\"" } ?? "")]}
        """
    }

    private static func catalog(_ streams: String...) -> String {
        "{\"streams\": [\n\(streams.joined(separator: ",\n"))\n]}\n"
    }

    private static func row(_ id: String, _ data: String) -> TestDatabase.RawRow {
        TestDatabase.RawRow(id: id, emittedAt: "2024-02-01T00:00:00Z", data: data)
    }
}
