// Rows of assets/anatomy/structures: sides and series expand, mistakes are named.
#include "support.h"

#include <set>

using namespace support;

namespace {

class Terms : public Folder {
protected:
    std::vector<anatomy::Terms> read(const std::string& rows) {
        write("anatomy/structures/t.json", rows);
        diagnostics = {};
        return import::load_terms(folder, diagnostics);
    }
};

const char* k_rest = R"("system":"skeletal","layer":"bone","tissue":"bone")";

} // namespace

TEST_F(Terms, sides_and_series_expand) {
    const auto terms = read(fmt::format(
        R"([{{"id":"rib.{{n}}.{{side}}","series":{{"n":["1","2"]}},"en":"Rib {{n}}","la":"Costa {{n}}","ta2":"1","fma":{{"1":{{"left":"7987","right":"7857"}},"2":"8012"}},{}}}])", k_rest));
    EXPECT_TRUE(diagnostics.items().empty()) << messages();
    ASSERT_EQ(terms.size(), 4u);
    std::map<std::string, anatomy::Terms> by_id;
    for (const auto& t : terms) by_id[t.id] = t;
    EXPECT_EQ(by_id["rib.1.left"].fma, "7987");
    EXPECT_EQ(by_id["rib.1.right"].fma, "7857");
    EXPECT_EQ(by_id["rib.2.right"].fma, "8012");
    EXPECT_EQ(by_id["rib.2.right"].name_en, "Rib 2");
    EXPECT_EQ(by_id["rib.2.left"].side, anatomy::Side::left);
}

TEST_F(Terms, mistakes_are_named) {
    read(R"([{"id":"x","en":"X","system":"skeletal","layer":"bones","tissue":"bone"}])");
    EXPECT_NE(messages().find("#/0/layer: \"bones\" is not a known layer"), std::string::npos) << messages();
    read(fmt::format(R"([{{"id":"x","en":"X",{0}}},{{"id":"x","en":"X",{0}}}])", k_rest));
    EXPECT_NE(messages().find("#/1/id"), std::string::npos) << messages();
    read(fmt::format(R"([{{"id":"x","en":"X","synonims":[],{}}}])", k_rest));
    EXPECT_NE(messages().find("#/0/synonims"), std::string::npos) << messages();
    read("[");
    EXPECT_TRUE(diagnostics.has_errors());
}

TEST_F(Terms, shipped_rows_are_sound_and_complete_pairs) {
    const auto terms = import::load_terms(assets, diagnostics);
    for (const auto& d : diagnostics.items())
        if (d.severity == core::Severity::error) ADD_FAILURE() << d.text();
    std::set<std::string> ids;
    for (const auto& t : terms) ids.insert(t.id);
    for (const auto& t : terms) {
        EXPECT_FALSE(t.name_en.empty()) << t.id;
        EXPECT_FALSE(t.name_la.empty()) << t.id;
        if (t.side == anatomy::Side::left) {
            EXPECT_TRUE(ids.count(t.id.substr(0, t.id.size() - 5) + ".right")) << t.id;
        }
    }
}
