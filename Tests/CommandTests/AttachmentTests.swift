import Dialects
import Foundation
import Testing

/// What users put on Planar's tables stays there through every run: views, grants, comments, triggers, indexes.
@Suite struct AttachmentTests {
    private static let first = #"{"id": {"type": "integer"}, "size": {"type": "integer"}, "color": {"type": "string"}}"#
    /// One column more, one less, one of another type.
    private static let second =
        #"{"id": {"type": "integer"}, "weight": {"type": "number"}, "size": {"type": "string"}}"#

    private func catalog(_ mode: String, _ properties: String) -> String {
        Shop.catalog(
            Shop.stream(
                "parts", properties, destination: mode, key: mode == "append_dedup" ? "id" : nil))
    }

    private static let modes = ["overwrite", "append", "append_dedup"]

    @Test(arguments: modes)
    func viewsAndGrantsOnPostgres(_ mode: String) async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load([.init("parts", "p1", #"{"id": 1, "size": 4, "color": "red", "weight": 2.5}"#)])
        try await shop.apply(catalog(mode, Self.first))
        let role = "reader_\(UUID().uuidString.prefix(8).lowercased())"
        try await shop.execute(
            """
            create role \(role);
            grant select on public.parts to \(role);
            comment on table public.parts is 'all parts';
            create view public.part_sizes with (security_barrier = true) as select id, size from public.parts;
            create view public.big_parts as select id from public.part_sizes where size is not null;
            comment on view public.big_parts is 'those with a size';
            comment on column public.part_sizes.size is 'in mm';
            grant select on public.big_parts to \(role) with grant option;
            grant select (id) on public.part_sizes to \(role);
            create materialized view public.part_count as select count(*) as parts, max(size) as greatest from public.parts;
            create unique index part_count_key on public.part_count (parts);
            """)
        func standing() async throws -> [[String?]] {
            try await shop.connection.rows(
                """
                select relname, relkind, relacl::text, reloptions::text, obj_description(oid),
                    (select string_agg(attacl::text || attname, ',') from pg_attribute where attrelid = c.oid),
                    (select string_agg(description, ',') from pg_description where objoid = c.oid)
                from pg_class as c
                where relname in ('parts', 'part_sizes', 'big_parts', 'part_count', 'part_count_key')
                order by relname
                """)
        }
        let before = try await standing()
        #expect(before.count == 5)
        try await shop.apply(catalog(mode, Self.first))
        try await shop.apply(catalog(mode, Self.second))
        #expect(try await standing() == before)
        #expect(try await shop.values("id", of: "big_parts") == ["1"])
        #expect(try await shop.values("size", of: "part_sizes") == ["4"])
        #expect(try await shop.values("weight", of: "parts") == ["2.5"])
        try await shop.apply(catalog(mode, Self.second), "--full-refresh")
        #expect(try await standing() == before)
        #expect(try await shop.values("size", of: "part_sizes") == ["4"])
    }

    @Test(arguments: modes)
    func viewsTriggersAndIndexesOnSQLite(_ mode: String) async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load([.init("parts", "p1", #"{"id": 1, "size": 4, "color": "red", "weight": 2.5}"#)])
        try await shop.apply(catalog(mode, Self.first))
        try await shop.execute(
            """
            create view part_sizes as select id, size from parts;
            create index my_sizes on parts (size);
            create table journal (id integer);
            create trigger noted after insert on parts begin insert into journal values (new.id); end;
            """)
        func standing() async throws -> [[String?]] {
            try await shop.connection.rows(
                "select name, sql from sqlite_schema where name in ('part_sizes', 'my_sizes', 'noted') order by name")
        }
        let before = try await standing()
        #expect(before.count == 3)
        try await shop.apply(catalog(mode, Self.second))
        #expect(try await standing() == before)
        #expect(try await shop.values("size", of: "part_sizes") == ["4"])
        #expect(try await shop.values("weight", of: "parts") == ["2.5"])
        try await shop.apply(catalog(mode, Self.second), "--full-refresh")
        #expect(try await standing() == before)
    }

    /// From one mode to another and back: what is on the table stays, and the rows are those of the mode.
    @Test(arguments: Kind.allCases)
    func aChangeOfTheSyncMode(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load([
            .init("parts", "p1", #"{"id": 1, "size": 4}"#), .init("parts", "p2", #"{"id": 1, "size": 5}"#, minute: 1),
        ])
        try await shop.apply(catalog("append", Self.first))
        try await shop.execute(
            "create view \("part_sizes".inPublic(kind)) as select id, size from \("parts".inPublic(kind))")
        #expect(try await shop.values("size", of: "part_sizes") == ["4", "5"])
        try await shop.apply(catalog("append_dedup", Self.first))
        #expect(try await shop.values("size", of: "part_sizes") == ["5"])
        try await shop.apply(catalog("append", Self.first))
        #expect(try await shop.values("size", of: "part_sizes") == ["4", "5"])
        try await shop.apply(catalog("append", Self.first))
        #expect(try await shop.values("size", of: "part_sizes") == ["4", "5"])
    }
}
