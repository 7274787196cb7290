// A small body and a small catalogue, made by hand: enough of everything that a session's rules look at.
#pragma once

#include "session/action.h"
#include "session/history.h"
#include "support/dice.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace dorsum::session {

anatomy::Atlas make_atlas();
content::Catalog make_catalog();

class SessionTest : public ::testing::Test {
protected:
    // Does the action; the test fails where it is refused.
    void act(const std::string& text);
    // Does the action, which must be refused; the answer is the notice.
    std::string refuse(const std::string& text);
    bool allowed(const std::string& text) const;
    SessionState after(const SessionState& from, const std::string& text) const;

    anatomy::Atlas atlas = make_atlas();
    content::Catalog catalog = make_catalog();
    Context context{atlas, catalog, "4711"};
    SessionState state = initial_state(context, "clinic");
};

// As SessionTest, with undo.
class HistoryTest : public SessionTest {
protected:
    void apply(const std::string& text);
    History history{state};
};

// One action text of every kind that this world allows, and some that it refuses.
std::vector<std::string> many_actions();

} // namespace dorsum::session
