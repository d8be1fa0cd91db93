#include <libpq-fe.h>

// The field codes of PQresultErrorField are character macros, which Swift does not import as integers.
static const int CPQ_SQLSTATE = PG_DIAG_SQLSTATE;
static const int CPQ_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int CPQ_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int CPQ_HINT = PG_DIAG_MESSAGE_HINT;
static const int CPQ_POSITION = PG_DIAG_STATEMENT_POSITION;
