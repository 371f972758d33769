#include "http.h"
#include "orders.h"

// Fourth caller: forgets.
bool sendReceipt(const std::string &order) {
  httplib::Headers headers{{"accept", "text/plain"}};
  return post("mail", "/receipts/" + order, headers);
  // NOTE 'sendReceipt' hands in headers into which nothing was injected
}

// Forgets as well.
bool backUp(const std::string &order) {
  return upload("http://backup:8080/" + order, {{"Expect", ""}});
}
