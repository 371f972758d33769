// FLAGS: -std=c++20
// Calls every function of models/sqlite3.yaml.
#include <sqlite3.h>

namespace {

int row(void *, int, char **, char **) { return 0; }

void run(sqlite3 *Db, sqlite3_stmt *Statement) {
  char **Table = nullptr;
  sqlite3_exec(Db, "SELECT 1", row, nullptr, nullptr);
  sqlite3_get_table(Db, "SELECT 1", &Table, nullptr, nullptr, nullptr);
  sqlite3_step(Statement);
}

void openAndClose() {
  sqlite3 *Db = nullptr;
  sqlite3_open("a.db", &Db);
  sqlite3_open16(u"a.db", &Db);
  sqlite3_open_v2("a.db", &Db, SQLITE_OPEN_READONLY, nullptr);
  sqlite3_close(Db);
  sqlite3_close_v2(Db);
}

void copy(sqlite3 *Db, sqlite3_backup *Backup) {
  sqlite3_blob *Blob = nullptr;
  char Buffer[8] = {};
  sqlite3_backup_step(Backup, -1);
  sqlite3_wal_checkpoint(Db, nullptr);
  sqlite3_wal_checkpoint_v2(Db, nullptr, SQLITE_CHECKPOINT_FULL, nullptr, nullptr);
  sqlite3_db_cacheflush(Db);
  sqlite3_blob_open(Db, "main", "t", "c", 1, 0, &Blob);
  sqlite3_blob_read(Blob, Buffer, 8, 0);
  sqlite3_blob_write(Blob, Buffer, 8, 0);
}

void wait(sqlite3_mutex *Mutex) {
  sqlite3_sleep(10);
  sqlite3_mutex_enter(Mutex);
}

} // namespace

int main() {
  run(nullptr, nullptr);
  openAndClose();
  copy(nullptr, nullptr);
  wait(nullptr);
}
