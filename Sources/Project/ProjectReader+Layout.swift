import Catalog

/// How tables lie on disk.
extension ProjectReader {
    /// `created_at`, `{created_at: month}` or `none`.
    mutating func partition(_ value: YAML) -> PartitionSetting? {
        if value.members == nil {
            if value.spelling == "none" { return PartitionSetting.none }
            return name(value, "partition_by").map { .column($0, .day) }
        }
        guard let (column, unit) = members(of: value, "partition_by").first, value.members?.count == 1 else {
            diagnostics.report(
                .malformedValue("partition_by", "one column, as created_at or {created_at: month}", at: value.place))
            return nil
        }
        return word(unit, "the unit of \(Shown.text(column.value))", LayoutWish.Unit.self).map { .column(column, $0) }
    }

    /// One column or up to four.
    mutating func clusters(_ value: YAML) -> Located<[Located<String>]>? {
        if value.elements == nil { return name(value, "cluster_by").map { Located([$0], value.place) } }
        guard let columns = names(value, "cluster_by") else { return nil }
        if 1...4 ~= columns.value.count { return columns }
        diagnostics.report(.malformedValue("cluster_by", "one to four columns", at: value.place))
        return nil
    }
}
