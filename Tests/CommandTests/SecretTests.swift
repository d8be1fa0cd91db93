import Foundation
import PostgresConnection
import TestSupport
import Testing

/// What a user sees of runs, plans and their failures holds no password, also where the database says it again.
@Suite struct SecretTests {
    @Test(arguments: [#"hunter2 'x' "y" \z 100%"#, "hu\u{308}nter2\u{1F511}"])
    func ofWhatTheDatabaseRepeats(_ password: String) async throws {
        let cluster = try await PostgresCluster.start(tcp: true)
        let setup = try await PostgresConnection.connect(cluster.createDatabase("shop"))
        let literal = "'\(password.replacing("'", with: "''"))'"
        // Each raw row that is read makes the server say the password.
        try await setup.execute(
            .init(
                trusted: """
                    create role clerk login password \(literal);
                    grant create on database shop to clerk;
                    grant all on schema public to clerk;
                    create function public.told() returns text language plpgsql as $planar_test$ begin
                        raise warning '%', \(literal);
                        raise exception using message = \(literal), detail = \(literal), hint = \(literal);
                    end $planar_test$;
                    create view public._airbyte_raw_shops as
                    select public.told() as _airbyte_ab_id, '{}'::jsonb as _airbyte_data, now() as _airbyte_emitted_at;
                    create table public._airbyte_raw_prices (
                        _airbyte_ab_id varchar, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
                    );
                    insert into public._airbyte_raw_prices values ('1', '{"sku": "tea", "amount": 1}', now());
                    grant select on all tables in schema public to clerk
                    """))
        await setup.close()
        let folder = try TemporaryFolder()
        try folder.write(Shop.catalog(Shop.shops, Shop.prices), to: "catalog.json")
        let settings = cluster.tcpSettings(user: "clerk", password: password, database: "shop")
        let configuration = try JSONSerialization.data(withJSONObject: [
            "host": settings.host, "port": settings.port, "username": settings.user, "password": password,
            "database": settings.database, "schema": "public",
        ])
        try folder.write(String(decoding: configuration, as: UTF8.self), to: "destination.json")
        for command in ["plan", "run", "plan"] {
            let outcome = try await Planar.run(
                [
                    command, "--integration-type", "postgres", "--config", "destination.json", "--catalog",
                    "catalog.json",
                ],
                in: folder)
            #expect(outcome.status == 1, "\(command)")
            if command == "plan" { #expect(outcome.output.contains("count new rows: ***"), "\(command)") }
            if command == "run" {
                #expect(outcome.errors.contains("failed  shops: "))
                #expect(outcome.errors.contains("***"))
                #expect(outcome.errors.contains("done    prices: "))
            }
            for secret in [password, "unter2"] { #expect(!outcome.all.contains(secret), "\(command) shows a password") }
        }
        withExtendedLifetime(cluster) {}
    }
}
