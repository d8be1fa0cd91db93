/// A small shop's catalogs and records.
enum Shop {
    /// One entry of a configured catalog; `properties` are JSON.
    static func stream(
        _ name: String, namespace: String? = nil, _ properties: String, sync: String = "incremental",
        destination: String = "append", key: String? = nil, cursor: String? = nil
    ) -> String {
        let place = namespace.map { "\"namespace\": \"\($0)\", " } ?? ""
        let keys =
            (key.map { ", \"primary_key\": [[\"\($0)\"]]" } ?? "")
            + ", \"cursor_field\": [\(cursor.map { "\"\($0)\"" } ?? "")]"
        return """
            {"stream": {"name": "\(name)", \(place)"json_schema": {"type": "object", "properties": \(properties)}},
             "sync_mode": "\(sync)", "destination_sync_mode": "\(destination)"\(keys)}
            """
    }

    static func catalog(_ streams: String...) -> String { "{\"streams\": [\n\(streams.joined(separator: ",\n"))\n]}" }

    static let time = #"{"type": "string", "format": "date-time"}"#

    static let shops = stream(
        "shops",
        """
        {"id": {"type": "integer"}, "name": {"type": "string"}, "open": {"type": "boolean"},
         "address": {"type": "object", "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}}}
        """, sync: "full_refresh", destination: "overwrite")

    static let prices = stream(
        "prices", #"{"sku": {"type": "string"}, "amount": {"type": "number"}}"#, sync: "full_refresh")

    static let visits = stream(
        "visits",
        """
        {"id": {"type": "integer"}, "at": \(time),
         "pages": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}}}
        """)

    static let orders = stream(
        "orders",
        """
        {"id": {"type": "integer"}, "total": {"type": "number"}, "updated_at": \(time),
         "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"},
            "quantity": {"type": "integer"}, "gift": {"type": "object", "properties": {"card": {"type": "string"}}}}}}}
        """, destination: "append_dedup", key: "id", cursor: "updated_at")

    static let members = stream(
        "members", #"{"id": {"type": "integer"}, "level": {"type": "integer"}}"#, sync: "full_refresh",
        destination: "append_dedup", key: "id", cursor: "level")

    static let levels = stream(
        "levels", namespace: "stock", #"{"sku": {"type": "string"}, "count": {"type": "integer"}}"#)

    /// Every sync mode, nested objects and arrays, a namespace.
    static let everything = catalog(shops, prices, visits, orders, members, levels)

    /// A record as Airbyte loads it.
    struct Row: Sendable {
        let stream: String
        let id: String
        let data: String
        /// The minute of emission.
        let minute: Int

        init(_ stream: String, _ id: String, _ data: String, minute: Int = 0) {
            self.stream = stream
            self.id = id
            self.data = data
            self.minute = minute
        }
    }

    static let first = [
        Row("shops", "s1", #"{"id": 1, "name": "Mitte", "open": true, "address": {"city": "Berlin", "zip": "10115"}}"#),
        Row("shops", "s2", #"{"id": 2, "name": "Altona", "open": false}"#),
        Row("prices", "p1", #"{"sku": "tea", "amount": 3.5}"#),
        Row("visits", "v1", #"{"id": 1, "at": "2024-01-01T10:00:00Z", "pages": [{"url": "/"}, {"url": "/tea"}]}"#),
        Row("visits", "v2", #"{"id": 2, "at": "2024-01-01T11:00:00Z", "pages": []}"#),
        order(
            "o1", 1, total: 9.5, "2024-01-01T10:00:00Z",
            items: #"[{"sku": "tea", "quantity": 2, "gift": {"card": "hi"}}, {"sku": "cup", "quantity": 1}]"#),
        order("o2", 2, total: 4, "2024-01-01T10:00:00Z", items: #"[{"sku": "tea", "quantity": 1}]"#),
        Row("members", "m1", #"{"id": 1, "level": 1}"#),
        Row("stock.levels", "l1", #"{"sku": "tea", "count": 40}"#),
    ]

    /// What the next sync brings: a new version, an older one that comes late, and a shop that is gone.
    static let second = [
        Row(
            "shops", "s3", #"{"id": 1, "name": "Mitte", "open": true, "address": {"city": "Berlin", "zip": "10117"}}"#,
            minute: 9),
        Row("prices", "p2", #"{"sku": "tea", "amount": 3.75}"#, minute: 9),
        Row("visits", "v3", #"{"id": 3, "at": "2024-01-02T10:00:00Z", "pages": [{"url": "/cup"}]}"#, minute: 9),
        order("o3", 1, total: 12, "2024-01-03T10:00:00Z", items: #"[{"sku": "tea", "quantity": 3}]"#, minute: 9),
        order("o4", 1, total: 11, "2024-01-02T10:00:00Z", items: "[]", minute: 9),
        order(
            "o5", 3, total: 1, "2024-01-02T10:00:00Z",
            items: #"[{"sku": "cup", "quantity": 4, "gift": {"card": "yo"}}]"#, minute: 9),
        Row("members", "m2", #"{"id": 1, "level": 2}"#, minute: 9),
        Row("members", "m3", #"{"id": 2, "level": 1}"#, minute: 9),
        Row("stock.levels", "l2", #"{"sku": "tea", "count": 38}"#, minute: 9),
    ]

    static func order(
        _ id: String, _ number: Int, total: Double, _ updated: String, items: String = "[]", minute: Int = 0
    ) -> Row {
        Row(
            "orders", id, #"{"id": \#(number), "total": \#(total), "updated_at": "\#(updated)", "items": \#(items)}"#,
            minute: minute)
    }
}
