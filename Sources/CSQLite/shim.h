#include <sqlite3.h>

// Swift cannot see macros that cast, nor call variadic C functions.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
static inline int csqlite_set_flag(sqlite3 *db, int option, int value) { return sqlite3_db_config(db, option, value, (int *)0); }
static inline int csqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
