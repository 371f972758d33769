#include "journal.h"

#include <unistd.h>

namespace {
int orders = 3;
int items = 4;
int mails = 5;
} // namespace

void syncOrders() {
  fsync(orders);
  // WARN blocking-call-outside-span: 'fsync'
}

void syncItems() { fsync(items); }

void syncMails() {
  fsync(mails);
  // WARN blocking-call-outside-span: 'fsync'
}
