#include "post.h"

bool charge() {
  Headers headers{{"Accept", "text/plain"}};
  inject(headers);
  return post("http://payment:8080/charges", headers) == 201;
  // NO-NOTE 'post' is called here
}

bool sendReceipt() {
  Headers headers{{"Accept", "text/plain"}};
  return post("http://mail:8080/receipts", headers) == 202;
}
