// The sciatic nerve: lit root by root, the skin that a root may feel with, and the ways past piriformis with how common each is.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

void draw_shares(PanelContext& p) {
    const auto& chosen = p.state().sciatic_variant;
    for (const auto& row : p.catalog().variant_shares) {
        const auto share = row.percent.find(chosen);
        if (share == row.percent.end()) continue;
        const auto* source = p.catalog().find_source(row.source);
        const auto name = source ? source->author + " " + source->year : row.source;
        const auto percent = content::number(p.texts, share->second);
        small_words(p, row.sample.empty() ? fill(p.text("variant.share_pooled"), {percent, name}) : fill(p.text("variant.share"), {percent, row.sample, name}));
    }
}

void draw_ways(PanelContext& p) {
    if (!p.allows("sciatic_variant") || p.state().voice == "patient") return;
    const auto& atlas = p.view.context.atlas;
    std::vector<Chip> row;
    for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f'}) {
        if (letter != 'a' && !atlas.find(fmt::format("nerve.sciatic_{}.left", letter)).valid()) continue;
        row.push_back({fmt::format("way.{}", letter), std::string(1, static_cast<char>(std::toupper(letter))), fmt::format("sciatic_variant {}", letter),
                       p.state().sciatic_variant == std::string(1, letter)});
    }
    if (row.size() < 2) return;
    small_words(p, p.text("ui.sciatic_variant"));
    chips(p, row, true, true);
    words(p, p.text("variant.text." + p.state().sciatic_variant));
    draw_shares(p);
    small_words(p, p.text("variant.no_cause"));
    if (button(p, "way.look", p.text("variant.look"), {Look::plain, -1})) {
        p.emit("focus muscle.piriformis." + std::string(anatomy::side_name(p.state().symptomatic)));
        p.emit("fade muscle.gluteus_maximus");
    }
}

} // namespace

void draw_nerve_controls(PanelContext& p) {
    heading(p, p.text("nerve.roots"));
    std::vector<Chip> roots;
    for (const char* root : {"all", "l4", "l5", "s1", "s2", "s3"}) {
        std::string label = root;
        for (auto& c : label) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        roots.push_back({std::string("root.") + root, std::string(root) == "all" ? p.text("nerve.all") : label, std::string("root ") + root, p.state().root == root});
    }
    chips(p, roots, true, true);
    const auto& root = p.state().root;
    if (root == "l4" || root == "l5" || root == "s1") words(p, p.text("nerve.skin." + root));
    check(p, "toggle.skin_zones", p.text("nerve.skin"), p.state().skin_zones, "skin_zones toggle");
    if (p.state().skin_zones) small_words(p, p.text("nerve.skin_note"));
    draw_ways(p);
}

} // namespace dorsum::ui
