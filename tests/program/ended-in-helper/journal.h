#pragma once

// Each forces one journal to the disk.
void syncOrders();
void syncItems();
void syncMails();
