#include "scene/pick.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dorsum::scene {

using anatomy::StructureIndex;

StructureIndex pick(std::span<const std::uint32_t> ids, int side, const anatomy::Atlas& atlas, int finger_px) {
    const int middle = side / 2;
    struct Best {
        int distance2 = 1 << 30;
        std::uint32_t id = 0;
    } nearest, nerve;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const auto id = ids[static_cast<std::size_t>(y * side + x)];
            if (!id || id > atlas.structures.size()) continue;
            const int d2 = (x - middle) * (x - middle) + (y - middle) * (y - middle);
            if (d2 > finger_px * finger_px) continue;
            if (d2 < nearest.distance2) nearest = {d2, id};
            const auto tissue = atlas.structures[id - 1].terms.tissue;
            if (tissue == anatomy::Tissue::nerve && d2 < nerve.distance2) nerve = {d2, id};
        }
    const auto chosen = nerve.id ? nerve.id : nearest.id;
    return chosen ? StructureIndex(std::size_t{chosen - 1}) : StructureIndex();
}

std::vector<LabelWish> wish_labels(std::span<const std::uint32_t> ids, int width, int height) {
    struct Sum {
        std::size_t pixels = 0;
        double x = 0, y = 0;
        double best = 1e30;
        glm::vec2 anchor{0};
    };
    std::map<std::uint32_t, Sum> sums;
    const auto each_pixel = [&](auto visit) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (const auto id = ids[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)])
                    visit(sums[id], x, y);
    };
    each_pixel([](Sum& s, int x, int y) { ++s.pixels, s.x += x, s.y += y; });
    each_pixel([](Sum& s, int x, int y) {
        const double n = static_cast<double>(s.pixels), d = std::hypot(x - s.x / n, y - s.y / n);
        if (d < s.best) s.best = d, s.anchor = {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
    });
    std::vector<LabelWish> wishes;
    for (const auto& [id, s] : sums) wishes.push_back({StructureIndex(std::size_t{id - 1}), s.anchor, s.pixels});
    std::stable_sort(wishes.begin(), wishes.end(), [](const auto& a, const auto& b) { return a.pixels > b.pixels; });
    return wishes;
}

namespace {

// Pushes boxes of one column apart, keeping their order.
void spread(std::vector<PlacedLabel*>& column, float top, float bottom) {
    constexpr float gap = 4;
    float next = top;
    for (auto* label : column) {
        label->box_px.y = std::max(label->box_px.y, next);
        next = label->box_px.y + label->size_px.y + gap;
    }
    float limit = bottom;
    for (auto at = column.rbegin(); at != column.rend(); ++at) {
        (*at)->box_px.y = std::min((*at)->box_px.y, limit - (*at)->size_px.y);
        limit = (*at)->box_px.y - gap;
    }

}

} // namespace

std::vector<PlacedLabel> place_labels(std::span<const LabelWish> wishes, std::size_t most, glm::vec4 scene, float scale,
                                      const std::function<std::string(StructureIndex)>& text,
                                      const std::function<glm::vec2(const std::string&)>& measure) {
    constexpr float margin = 12;
    std::vector<PlacedLabel> placed;
    const float middle = scene.x + 0.5f * scene.z;
    const float bottom = scene.y + scene.w - margin, top = scene.y + margin;
    float height_left[2] = {bottom - top, bottom - top};
    placed.reserve(most);
    for (const auto& wish : wishes) {
        if (placed.size() >= most) break;
        PlacedLabel label;
        label.structure = wish.structure;
        label.text = text(wish.structure);
        if (label.text.empty()) continue;
        label.anchor_px = wish.anchor * scale;
        label.size_px = measure(label.text);
        if (label.size_px.x > 0.5f * scene.z - 1.5f * margin) continue; // would reach into the other column
        const bool right = label.anchor_px.x > middle;
        if (height_left[right] < label.size_px.y + 4) continue;
        height_left[right] -= label.size_px.y + 4;
        label.box_px.x = right ? scene.x + scene.z - margin - label.size_px.x : scene.x + margin;
        label.box_px.y = label.anchor_px.y - 0.5f * label.size_px.y;
        placed.push_back(std::move(label));
    }
    for (bool right : {false, true}) {
        std::vector<PlacedLabel*> column;
        for (auto& label : placed)
            if ((label.anchor_px.x > middle) == right) column.push_back(&label);
        std::stable_sort(column.begin(), column.end(), [](auto* a, auto* b) { return a->anchor_px.y < b->anchor_px.y; });
        spread(column, top, bottom);
    }
    return placed;
}

} // namespace dorsum::scene
