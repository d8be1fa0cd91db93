import Catalog

extension Project {
    /// The text of a project file to begin with.
    ///
    /// - Parameters:
    ///   - catalog: the path of the catalog, seen from the file.
    ///   - streams: those of the catalog, to be listed in comments.
    package static func beginning(catalog: String, streams: [StreamSchema]) -> String {
        let list = streams.map { stream in
            let name = (stream.namespace.map { "\($0)." } ?? "") + stream.name
            return "#   \(Shown.text(name)) (\(stream.syncMode.rawValue), \(stream.destinationSyncMode.rawValue))\n"
        }
        return """
            # What becomes of the streams of a catalog, and in which databases. `planar init --schema` prints the JSON
            # Schema of this file; an editor that knows YAML finds it by the line
            # # yaml-language-server: $schema=planar.schema.json
            version: 1
            catalog: \(jsonText(ValueText.spelling(of: catalog)))

            # ${NAME} in a value stands for a variable of the environment, $$ for a dollar. A variable is needed only where
            # its target is used.
            default_target: dev
            targets:
              dev:
                type: sqlite
                path: warehouse.db
              # warehouse:
              #   type: postgres
              #   host: ${PGHOST}
              #   user: ${PGUSER}
              #   password: ${PGPASSWORD}
              #   database: shop
              #   schema: public
              # cloud:
              #   type: bigquery
              #   project: my-project
              #   dataset: airbyte
              #   credentials_file: key.json
              # airbyte:
              #   type: postgres
              #   config: destination.json   # the configuration of the Airbyte destination

            # What masks hash with; 32 random bytes: openssl rand -hex 32
            # mask_secret: ${PLANAR_MASK_SECRET}

            # For planar serve: which target is run after the syncs of which connection, and who may ask for it.
            # connections:
            #   aa941643-07ea-48a2-9035-024575491720: {target: warehouse}   # also a catalog of its own
            # service:
            #   token: ${PLANAR_TOKEN}       # openssl rand -hex 32

            # For all streams.
            # defaults:
            #   casing: preserve             # or lower, snake
            #   nesting: tables              # or json, or a number of levels
            #   array_index: false           # or true: where in its array an element stands
            #   current_views: false         # or true: <child table>_current, of the newest versions alone
            #   on_bad_value: null           # or fail
            #   deletes: hard                # or soft: deleted records keep their last values; or inferred: from snapshots
            #   raw_retention: 90d           # for planar purge --raw
            #   history: true                # or false, or for how long a replaced version is kept: 30d
            #   masks: {"*email*": hash}     # or redact, partial, email-domain, truncate-date, null, drop, none
            #   new_columns: add             # or hold: only what masks or columns.keep names

            # on_run_end: analyze              # SQL after each run

            # By name or namespace.name; * stands for any characters. All entries that match a stream hold for it; where
            # two say something about one key, the later one wins.
            # streams:
            #   "*":
            #     prefix: crm_
            #   orders:
            #     enabled: true
            #     schema: sales
            #     columns:
            #       drop: [note, items.gift]
            #       rename: {total: total_eur}
            #       types: {zip: string}
            #     post_hook: grant select on ${table} to analysts   # also pre_hook
            #
            # The catalog's streams:
            \(list.joined())
            """
    }
}
