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

std::vector<Sight> sights(std::span<const std::uint32_t> ids, int width, int height) {
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
    std::vector<Sight> found;
    for (const auto& [id, s] : sums) found.push_back({StructureIndex(std::size_t{id - 1}), s.anchor, s.pixels});
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.pixels > b.pixels; });
    return found;
}

} // namespace dorsum::scene
