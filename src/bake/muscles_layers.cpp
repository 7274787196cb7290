#include "bake/muscles_layers.h"

#include "bake/muscles_points.h"

namespace dorsum::bake::muscles {

Shell outward_of(const Row& row, const Anchors& anchors) {
    if (row.axis.empty()) return Shell::facing({float(row.facing[0]), float(row.facing[1]), float(row.facing[2])});
    return Shell::around(points_of(row.axis, anchors));
}

std::vector<Layering> layerings(const Facts& facts, const Anchors& anchors) {
    std::vector<Layering> out;
    for (const std::string& key : row_keys(facts)) {
        const Row row = read_row(facts, key), whole = row.whole.empty() ? row : read_row(facts, row.whole);
        Layering one{row.id + ".left", {}, outward_of(whole, anchors), float(whole.end_lift_mm)};
        for (const std::string& id : expand_ids(whole.over))
            if (id.starts_with("muscle.") || id.starts_with("fascia.")) one.under.push_back(id);
        if (!one.under.empty()) out.push_back(std::move(one));
    }
    return out;
}

} // namespace dorsum::bake::muscles
