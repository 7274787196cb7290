// Mapping tables: what the shipped ones say, and what a typing error in one gives.
#include "import/mapping.h"
#include "support.h"

using namespace support;
using dorsum::import::load_mappings;

namespace {

class Mappings : public Folder {
protected:
    std::vector<import::Mapping> read(const std::string& table) {
        write("mappings/t.json", table);
        diagnostics = {};
        return load_mappings(folder, terms, diagnostics);
    }
    bool said(const std::string& pointer, const std::string& words) const {
        for (const auto& d : diagnostics.items())
            if (d.pointer == pointer && d.message.find(words) != std::string::npos && d.file.find("t.json") != std::string::npos) return true;
        return false;
    }
    std::vector<anatomy::Terms> terms = [] {
        anatomy::Terms t;
        t.id = "vertebra.l4";
        t.name_en = "Fourth lumbar vertebra";
        return std::vector{t};
    }();
};

} // namespace

TEST_F(Mappings, shipped_tables_are_sound) {
    const auto own = import::load_terms(assets, diagnostics);
    const auto tables = load_mappings(assets, own, diagnostics);
    EXPECT_GE(tables.size(), 2u);
    for (const auto& d : diagnostics.items())
        if (d.severity == core::Severity::error) ADD_FAILURE() << d.text();
}

TEST_F(Mappings, a_row_is_found_by_fma_number_or_pattern) {
    const auto tables = read(R"j({"id":"t","name":"T","axes":{"left":"+x","up":"+z","anterior":"-y"},"fma_pattern":"FMA([0-9]+)",
        "rows":[{"fma":"13075","id":"vertebra.l4"},{"pattern":"^L5$","id":"muscle.x","en":"X","layer":"deep","tissue":"muscle"}]})j");
    ASSERT_EQ(tables.size(), 1u);
    EXPECT_TRUE(diagnostics.items().empty()) << messages();
    ASSERT_NE(tables[0].find({"FJ1_FMA13075_Fourth"}), nullptr);
    EXPECT_EQ(tables[0].find({"FJ1_FMA13075_Fourth"})->terms.name_en, "Fourth lumbar vertebra");
    EXPECT_EQ(tables[0].find({"FJ1_FMA130751_Fourth"}), nullptr); // the whole number, not its beginning
    ASSERT_NE(tables[0].find({"node", "l5"}), nullptr);
    EXPECT_EQ(tables[0].find({"node", "l5"})->terms.tissue, anatomy::Tissue::muscle);
    // z-up with -y in front: what lies in front and above there lies in front and above here.
    EXPECT_EQ(tables[0].to_world * glm::vec3(1, -2, 3), glm::vec3(1, 3, 2));
}

TEST_F(Mappings, typing_errors_are_named_with_file_and_place) {
    read(R"({"id":"t","name":"T","axis":{}})");
    EXPECT_TRUE(said("/axis", "unknown field")) << messages();
    read(R"({"id":"t","name":"T","axes":{"left":"+x","up":"+w","anterior":"-y"}})");
    EXPECT_TRUE(said("/axes/up", "no axis")) << messages();
    read(R"({"id":"t","name":"T","axes":{"left":"-x","up":"+y","anterior":"+z"}})");
    EXPECT_TRUE(said("/axes", "swap left and right")) << messages();
    read(R"({"id":"t","name":"T","rows":[{"pattern":"a","id":"vertebra.l44"}]})");
    EXPECT_TRUE(said("/rows/0/id", "no structure")) << messages();
    read(R"({"id":"t","name":"T","rows":[{"pattern":"(","id":"vertebra.l4"}]})");
    EXPECT_TRUE(said("/rows/0/pattern", "regular expression")) << messages();
    read(R"({"id":"t","name":"T","rows":[{"id":"vertebra.l4"}]})");
    EXPECT_TRUE(said("/rows/0", "either")) << messages();
    read(R"({"id":"t","name":"T","scale":[{"fma":"1","factor":-3}]})");
    EXPECT_TRUE(said("/scale/0/factor", "above 0")) << messages();
    read(R"({"id":"t","name":"T","rows":[{"fma":"1","id":"vertebra.l4"},{"fma":"1","id":"vertebra.l4"}]})");
    EXPECT_TRUE(said("/rows/1", "already in row 0")) << messages();
    read("{\"id\":");
    EXPECT_TRUE(diagnostics.has_errors());
}

TEST_F(Mappings, an_unknown_mapping_lists_the_known_ones) {
    const auto result = load(write("vertebra.l3.obj", obj(ball({0, 0, 0}, {25, 15, 20}))), "bodyparts");
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().text().find("bodyparts3d"), std::string::npos);
}
