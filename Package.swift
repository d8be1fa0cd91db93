// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "planar",
    products: [
        .executable(name: "planar", targets: ["planar"]),
        .library(name: "planar_sqlite", type: .dynamic, targets: ["SQLiteExtension"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.11.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The compiler: catalog, table model, dialects, templates, generation. No database client below this line.
        .target(name: "Catalog"),
        .target(name: "TableModel", dependencies: ["Catalog", "CCrypto"]),
        .target(
            name: "Project", dependencies: ["Catalog", "TableModel", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("planar.schema.json")]),
        .target(name: "Dialects", dependencies: ["Catalog", "TableModel"]),
        .executableTarget(name: "embed-templates", path: "Sources/EmbedTemplates"),
        .plugin(
            name: "EmbedTemplatesPlugin", capability: .buildTool(), dependencies: ["embed-templates"],
            path: "Sources/EmbedTemplatesPlugin"),
        .target(name: "Templates", dependencies: ["Dialects"], plugins: ["EmbedTemplatesPlugin"]),
        .target(name: "Generation", dependencies: ["Catalog", "TableModel", "Project", "Dialects", "Templates"]),

        // The runner and one target per database client.
        .target(name: "Runner", dependencies: ["Dialects", "CCrypto"]),
        .target(name: "SQLiteFunctions", dependencies: ["CSQLite", "CCrypto"]),
        .target(name: "SQLiteConnection", dependencies: ["Runner", "SQLiteFunctions", "CSQLite"]),
        .target(name: "PostgresConnection", dependencies: ["Runner", "CPQ"]),
        .target(
            name: "BigQueryConnection",
            dependencies: [
                "Runner", "CCrypto", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        // What a run tells of itself to those who watch it.
        .target(
            name: "Observability",
            dependencies: [
                "Catalog", "TableModel", "Dialects", "Runner",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        // `planar serve`: notifications in, runs out.
        .target(
            name: "RunService",
            dependencies: [
                "Catalog", "TableModel", "Runner", "Observability", "CSQLite", "CCrypto",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        // Planar's SQL functions for the sqlite3 shell: `.load libplanar_sqlite`.
        .target(name: "SQLiteExtension", dependencies: ["SQLiteFunctions", "CSQLite"]),

        .executableTarget(
            name: "planar",
            dependencies: [
                "Catalog", "TableModel", "Project", "Dialects", "Generation", "Runner", "SQLiteConnection",
                "PostgresConnection", "BigQueryConnection", "Observability", "RunService", "CCrypto", "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The page that `planar docs` writes.
            resources: [
                .embedInCode("Docs/page.html"), .embedInCode("Docs/page.css"), .embedInCode("Docs/dom.js"),
                .embedInCode("Docs/model.js"), .embedInCode("Docs/search.js"), .embedInCode("Docs/sql.js"),
                .embedInCode("Docs/tree.js"), .embedInCode("Docs/columns.js"), .embedInCode("Docs/views.js"),
                .embedInCode("Docs/page.js"),
            ]),

        .target(
            name: "TestSupport",
            dependencies: [
                "Runner", "SQLiteConnection", "PostgresConnection", "BigQueryConnection",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            path: "Tests/TestSupport", exclude: ["SSH/password_server.py"]),
        .testTarget(name: "SQLiteFunctionsTests", dependencies: ["SQLiteFunctions", "CSQLite"]),
        .testTarget(name: "CatalogTests", dependencies: ["Catalog"]),
        .testTarget(name: "ProjectTests", dependencies: ["Catalog", "TableModel", "Project"]),
        .testTarget(name: "TableModelTests", dependencies: ["Catalog", "TableModel", "Dialects"]),
        .testTarget(name: "TemplatesTests", dependencies: ["Dialects", "Templates"]),
        .testTarget(
            name: "DialectTests",
            dependencies: [
                "Catalog", "TableModel", "Dialects", "Runner", "SQLiteConnection", "PostgresConnection", "TestSupport",
            ]),
        .testTarget(
            name: "ConnectionTests",
            dependencies: ["Runner", "PostgresConnection", "SQLiteConnection", "TestSupport", "CSQLite"]),
        .testTarget(
            name: "BigQueryTests",
            dependencies: [
                "BigQueryConnection", "Runner", "Dialects", "Catalog", "TableModel", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            exclude: ["Support"]),
        .testTarget(
            name: "FixtureTests",
            dependencies: [
                "Project", "Generation", "Runner", "SQLiteConnection", "PostgresConnection", "BigQueryConnection",
                "TestSupport",
                .product(name: "CustomDump", package: "swift-custom-dump"),
            ]),
        // A run that is killed from within, for PropertyTests.
        .executableTarget(
            name: "KilledRun",
            dependencies: ["Catalog", "Dialects", "Generation", "Runner", "SQLiteConnection", "CSQLite"],
            path: "Tests/KilledRun"),
        .testTarget(
            name: "PropertyTests",
            dependencies: [
                "planar", "KilledRun", "Project", "Generation", "Runner", "SQLiteConnection", "PostgresConnection",
                "BigQueryConnection",
                "TestSupport",
            ]),
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "Catalog", "TableModel", "Dialects", "Generation", "Runner", "PostgresConnection", "TestSupport",
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "planar", "Observability", "RunService", "Runner", "SQLiteConnection", "PostgresConnection",
                "BigQueryConnection", "TestSupport", .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["planar", "Catalog", "Generation", "Runner", "PostgresConnection", "TestSupport"],
            exclude: ["accepted.txt"]),

        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    ],
    swiftLanguageModes: [.v6]
)
