#include "clients.h"

httplib::Client inventory("inventory", 8080);

httplib::Client &prices() {
  static httplib::Client client("prices", 8080);
  return client;
}

void setUpClients() {
  inventory.set_default_headers({{"user-agent", "shop"}});
  prices().set_default_headers({{"user-agent", "shop"}});
}
