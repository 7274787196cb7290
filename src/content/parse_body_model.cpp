// How the body behaves, as data: the drawing models of curve, bending and breath; what becomes of discs; how nerves vary.
#include "content/parse.h"

#include <fmt/format.h>

namespace dorsum::content {

namespace {

void parse_curve_model(JsonObject& root, Parse& parse) {
    auto row = root.object("curve");
    if (!row) return;
    auto& model = parse.catalog.body_model;
    model.turn.rotation_per_cobb = row->number("rotation_per_cobb", 0, 1, 0.4f);
    model.turn.rotation_cap_deg = row->number("rotation_cap_deg", 0, 60, 30);
    model.flatten_per_cobb = row->number("flatten_per_cobb", 0, 0.02f, 0);
    model.flatten_cap = row->number("flatten_cap", 0, 1, 0);
    model.pelvis_share = row->number("pelvis_share", 0, 0.5f, 0);
    model.pelvis_cap_deg = row->number("pelvis_cap_deg", 0, 10, 0);
    model.rib_share = row->number("rib_share", 0, 1, 0.5f);
    model.shoulder_share = row->number("shoulder_share", 0, 1, 0.5f);
    model.left_at_t1 = row->number("left_at_t1", 0, 1, 0);
    model.return_step_deg = row->number("return_step_deg", 0, 15, 0);
    model.counter_share = row->number("counter_share", 0, 1, 0);
    model.lowest_step_deg = row->number("lowest_step_deg", 0, 30, 0);
    model.lowest_shift = row->number("lowest_shift", 0, 0.5f, 0);
    model.unevenness = row->number("unevenness", 0, 1, 0.3f);
    model.most_back_deg = row->number("most_back_deg", 0, 30, 12);
    (void)parse.provenance(*row);
    row->finish();
}

void parse_facet_room(JsonObject& root, Parse& parse) {
    auto row = root.object("facet_room");
    if (!row) return;
    auto& room = parse.catalog.body_model.facets;
    room.extension_deg = row->number("extension_deg", 0, 15, 0);
    room.flexion_per_lean = row->number("flexion_per_lean", 0, 2, 0);
    room.lean_from_deg = row->number("lean_from_deg", 0, 20, 0);
    room.make_up_deg = row->number("make_up_deg", 0, 8, 0);
    room.still_deg = row->number("still_deg", 1, 20, 8);
    room.rest_deg = row->number("rest_deg", 0, 20, 0);
    (void)parse.provenance(*row);
    row->finish();
}

void parse_shoulder_blade(JsonObject& root, Parse& parse) {
    auto row = root.object("shoulder_blade");
    if (!row) return;
    auto& blade = parse.catalog.body_model.blade;
    blade.out_mm = row->number("out_mm", 40, 150, 100);
    blade.behind_mm = row->number("behind_mm", 0, 120, 45);
    blade.between_mm = row->number("between_mm", 0, 30, 6);
    blade.edge_mm = row->number("edge_mm", 80, 250, 165);
    blade.slope = row->number("slope", 0, 2, 0.6f);
    (void)parse.provenance(*row);
    row->finish();
}

void parse_hip(JsonObject& root, Parse& parse) {
    auto row = root.object("hip");
    if (!row) return;
    auto& hip = parse.catalog.body_model.hip_mm;
    hip.x = row->number("out_mm", 40, 150, 85);
    hip.y = -row->number("down_mm", 0, 200, 85);
    hip.z = row->number("front_mm", -80, 80, 0);
    (void)parse.provenance(*row);
    row->finish();
}

void parse_bend_model(JsonObject& root, Parse& parse) {
    for (const auto& value : root.list("forward_bend")) {
        auto row = value.object();
        if (!row) continue;
        const auto from = anatomy::find_level(row->string("from")), to = anatomy::find_level(row->string("to"));
        const float angle = row->number("flexion_deg", 0, 20, 0);
        if (!from || !to || *to < *from || *to >= anatomy::level_s1())
            row->place().error("from and to must be vertebrae in order, from above", "t1 to t5; the lowest is l5 (on the sacrum)");
        else
            for (std::size_t i = from->value; i <= to->value; ++i) parse.catalog.body_model.bend.flexion_deg[i] = angle;
        (void)parse.provenance(*row);
        row->finish();
    }
}

void parse_turn_steps(JsonObject& root, Parse& parse) {
    for (const auto& value : root.list("turn_steps")) {
        auto row = value.object();
        if (!row) continue;
        const auto from = anatomy::find_level(row->string("from")), to = anatomy::find_level(row->string("to"));
        const float cap = row->number("cap_deg", 0.5f, 45, 45);
        if (!from || !to || *to < *from || *to >= anatomy::level_s1())
            row->place().error("from and to must be vertebrae in order, from above", "t1 to t5; the lowest is l5 (on the sacrum)");
        else
            for (std::size_t i = from->value; i <= to->value; ++i) parse.catalog.body_model.turn_step_cap_deg[i] = cap;
        (void)parse.provenance(*row);
        row->finish();
    }
}

void parse_breath_model(JsonObject& root, Parse& parse) {
    auto& breath = parse.catalog.body_model.breath;
    for (const auto& value : root.list("breath_ribs")) {
        auto row = value.object();
        if (!row) continue;
        const int rib = row->integer("rib", 1, 12, 1);
        const auto at = static_cast<std::size_t>(rib - 1);
        breath.swing_deg[at] = row->number("swing_deg", 0, 20, 0);
        breath.axis_deg[at] = row->number("axis_deg", 0, 90, 40);
        (void)parse.provenance(*row);
        row->finish();
    }
    if (auto row = root.object("breath_diaphragm")) {
        breath.diaphragm_down_mm = row->number("down_mm", 0, 80, 0);
        (void)parse.provenance(*row);
        row->finish();
    }
    if (auto row = root.object("breath_sternum")) {
        breath.sternum_up_mm = row->number("up_mm", 0, 30, 0);
        breath.sternum_front_mm = row->number("front_mm", 0, 30, 0);
        (void)parse.provenance(*row);
        row->finish();
    }
}

void parse_pacer(JsonObject& root, Parse& parse) {
    auto row = root.object("pacer");
    if (!row) return;
    auto& pacer = parse.catalog.pacer;
    const auto range = row->range("range_per_min", 2, 20, {pacer.least_per_min, pacer.most_per_min});
    pacer.least_per_min = range.first;
    pacer.most_per_min = range.second;
    pacer.per_min = row->number("per_min", range.first, range.second, 5.5f);
    pacer.in_share = row->number("in_share", 0.2f, 0.8f, 0.4f);
    pacer.stop_after_s = row->number("stop_after_s", 30, 3600, 300);
    pacer.provenance = parse.provenance(*row);
    row->finish();
}

} // namespace

void parse_body_model(const JsonValue& value, Parse& parse) {
    auto root = value.object();
    if (!root) return;
    parse_curve_model(*root, parse);
    parse_facet_room(*root, parse);
    parse_shoulder_blade(*root, parse);
    parse_hip(*root, parse);
    parse_turn_steps(*root, parse);
    parse_bend_model(*root, parse);
    parse_breath_model(*root, parse);
    parse_pacer(*root, parse);
    root->finish();
}

void parse_disc_course(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        DiscCourse course;
        course.stage = row->word("stage", k_disc_stages);
        course.shrink_percent = row->integer("shrink_percent", 0, 100, 0);
        course.complete_percent = row->integer("complete_percent", 0, 100, 0, Need::optional);
        course.provenance = parse.provenance(*row);
        row->finish();
        if (course.stage.empty()) continue;
        if (parse.catalog.find_disc_course(course.stage)) row->place().error(fmt::format("'{}' is there twice", course.stage), "keep one");
        else parse.catalog.disc_course.push_back(std::move(course));
    }
}

void parse_disc_shapes(const JsonValue& value, Parse& parse) {
    auto root = value.object();
    if (!root) return;
    auto& model = parse.catalog.disc_model;
    const auto number_of = [&](const char* key, float low, float high) { // one design value with where it is from
        auto row = root->object(key);
        if (!row) return 0.0f;
        const float number = row->number("value", low, high, 0);
        parse.provenance(*row);
        row->finish();
        return number;
    };
    model.touch_mm = number_of("touch_mm", 0, 2);
    model.for_lumbar_mm = number_of("for_lumbar_mm", 100, 250);
    model.foraminal_drop_mm = number_of("foraminal_drop_mm", -10, 10);
    for (const auto& entry : root->list("zones")) {
        auto row = entry.object();
        if (!row) continue;
        auto zone = row->string("zone");
        if (const auto disc = row->string("disc", Need::optional); !disc.empty()) zone += "/" + disc;
        model.zone_angle_deg[zone] = row->number("angle_deg", 0, 90, 0);
        parse.provenance(*row);
        row->finish();
    }
    for (const auto* zone : {"central", "paracentral", "foraminal"})
        if (model.zone_angle_deg.count(zone) == 0) root->place().at("zones").error(fmt::format("the zone '{}' is missing", zone), "add a row");
    for (const auto& entry : root->list("shapes")) {
        auto row = entry.object();
        if (!row) continue;
        DiscShape shape;
        shape.stage = row->word("stage", k_disc_stages);
        shape.reach_mm = row->number("reach_mm", 0, 10, 0);
        shape.half_angle_deg = row->number("half_angle_deg", 5, 120, 30);
        shape.tip_mm = row->number("tip_mm", 0, 12, 0, Need::optional);
        shape.head_mm = row->number("head_mm", 0, 8, 0, Need::optional);
        shape.drop_mm = row->number("drop_mm", -10, 30, 0, Need::optional);
        shape.tear_share = row->number("tear_share", 0, 1, 0, Need::optional);
        shape.free = row->boolean("free", false);
        shape.provenance = parse.provenance(*row);
        row->finish();
        if (shape.stage.empty()) continue;
        if (model.find(shape.stage)) row->place().error(fmt::format("'{}' is there twice", shape.stage), "keep one");
        else model.shapes.push_back(std::move(shape));
    }
    root->finish();
}

void parse_variant_shares(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        VariantShares shares;
        shares.source = row->string("source");
        shares.sample = row->string("sample", Need::optional);
        float sum = 0;
        for (const char* letter : {"a", "b", "c", "d", "e", "f"})
            if (row->find(letter, Need::optional)) sum += shares.percent[letter] = row->number(letter, 0, 100, 0);
        shares.provenance = parse.provenance(*row);
        row->finish();
        if (sum > 100.05f) row->place().error(fmt::format("the shares add up to {:.1f}", sum), "at most 100");
        if (shares.percent.count("a") == 0) row->place().error("the share of the usual way (a) is missing", "add \"a\"");
        else parse.catalog.variant_shares.push_back(std::move(shares));
    }
}

} // namespace dorsum::content
