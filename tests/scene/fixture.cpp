#include "fixture.h"

#include <cmath>

namespace dorsum::scene {

namespace {

using anatomy::Layer;
using anatomy::Side;
using anatomy::Tissue;
using geometry::Mesh;

constexpr float k_cell_mm = 5;

float sign_of(Side side) { return side == Side::right ? -1.0f : 1.0f; }

// The six faces of a block as grids; `at` places the points of the unit cube.
template <class F>
Mesh block(glm::ivec3 cells, F at) {
    Mesh mesh;
    const auto face = [&](int axis, int value) {
        const int u = (axis + 1) % 3, v = (axis + 2) % 3;
        const auto first = static_cast<std::uint32_t>(mesh.positions.size());
        const auto row = static_cast<std::uint32_t>(cells[v] + 1);
        for (int i = 0; i <= cells[u]; ++i)
            for (int j = 0; j <= cells[v]; ++j) {
                glm::vec3 p(0);
                p[axis] = static_cast<float>(value);
                p[u] = static_cast<float>(i) / static_cast<float>(cells[u]);
                p[v] = static_cast<float>(j) / static_cast<float>(cells[v]);
                mesh.positions.push_back(at(p));
            }
        for (int i = 0; i < cells[u]; ++i)
            for (int j = 0; j < cells[v]; ++j) {
                const auto a = first + static_cast<std::uint32_t>(i) * row + static_cast<std::uint32_t>(j);
                std::uint32_t b = a + row, c = b + 1, d = a + 1;
                if (value == 0) std::swap(b, d);
                mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d});
            }
    };
    for (int axis = 0; axis < 3; ++axis)
        for (int value : {0, 1}) face(axis, value);
    geometry::compute_normals(mesh);
    return mesh;
}

void mirror(Mesh& mesh) {
    for (auto& p : mesh.positions) p.x = -p.x;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
    geometry::compute_normals(mesh);
}

int cells_of(float mm, float cell_mm = k_cell_mm) { return std::max(1, static_cast<int>(std::lround(mm / cell_mm))); }

Mesh box(glm::vec3 low, glm::vec3 high, float cell_mm = k_cell_mm) {
    const auto size = high - low;
    return block({cells_of(size.x, cell_mm), cells_of(size.y, cell_mm), cells_of(size.z, cell_mm)}, [&](glm::vec3 p) { return low + p * size; });
}

Mesh slab_mesh(const Slab& slab) {
    const float width = slab.x_mm.y - slab.x_mm.x, height = slab.y_mm.y - slab.y_mm.x;
    return block({cells_of(width), cells_of(height), 2}, [&](glm::vec3 p) {
        const float x = slab.x_mm.x + p.x * width;
        return glm::vec3(x, slab.y_mm.x + p.y * height, glm::mix(slab.back_at(x), slab.front_mm, p.z));
    });
}

// An upright tube or cylinder with an elliptic section.
Mesh column(glm::vec3 foot, float height, glm::vec2 radii) {
    constexpr int sectors = 72, rings = 6;
    Mesh mesh;
    const int floors = std::max(4, cells_of(height));
    const auto point = [&](int floor, float reach, int sector) {
        const float a = 6.2831853f * static_cast<float>(sector) / sectors;
        return foot + glm::vec3(reach * radii.x * std::cos(a), height * static_cast<float>(floor) / static_cast<float>(floors),
                                reach * radii.y * std::sin(a));
    };
    std::vector<std::pair<int, float>> profile; // from the middle of the foot round to the middle of the top
    for (int k = 0; k <= rings; ++k) profile.emplace_back(0, static_cast<float>(k) / rings);
    for (int f = 1; f < floors; ++f) profile.emplace_back(f, 1.0f);
    for (int k = rings; k >= 0; --k) profile.emplace_back(floors, static_cast<float>(k) / rings);
    for (const auto& [floor, reach] : profile)
        for (int s = 0; s < sectors; ++s) mesh.positions.push_back(point(floor, reach, s));
    for (std::uint32_t r = 0; r + 1 < profile.size(); ++r)
        for (std::uint32_t s = 0; s < sectors; ++s) {
            const auto a = r * sectors + s, b = r * sectors + (s + 1) % sectors, c = b + sectors, d = a + sectors;
            mesh.indices.insert(mesh.indices.end(), {a, d, c, a, c, b});
        }
    geometry::compute_normals(mesh);
    return mesh;
}

struct Row {
    std::string id;
    Tissue tissue;
    Layer layer;
    Side side = Side::none;
    std::vector<std::string> groups;
};

void add(anatomy::Atlas& atlas, const Row& row, Mesh mesh) {
    anatomy::Structure structure;
    auto& terms = structure.terms;
    terms.id = terms.name_en = row.id;
    terms.tissue = row.tissue;
    terms.layer = row.layer;
    terms.side = row.side;
    terms.groups = row.groups;
    structure.bounds = geometry::bounds_of(mesh);
    structure.lods[0] = std::move(mesh);
    anatomy::assign_skin_weights(structure, atlas.spine);
    atlas.by_id[row.id] = anatomy::StructureIndex(atlas.structures.size());
    if (row.tissue != Tissue::skin) atlas.bounds.add(structure.bounds);
    atlas.structures.push_back(std::move(structure));
}

void add_both(anatomy::Atlas& atlas, Row row, const Mesh& left) {
    const auto name = row.id;
    for (Side side : {Side::left, Side::right}) {
        row.id = name + "." + std::string(anatomy::side_name(side));
        row.side = side;
        auto mesh = left;
        if (side == Side::right) mirror(mesh);
        add(atlas, row, std::move(mesh));
    }
}

void add_landmark(anatomy::Atlas& atlas, const std::string& id, const std::string& on, glm::vec3 at) {
    const auto& terms = atlas.at(atlas.find(on)).terms;
    atlas.landmarks.push_back({id, id, "", at, anatomy::skin_weights_at(terms, atlas.spine, at)});
}

void add_spine(anatomy::Atlas& atlas) {
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        atlas.spine.frames[i].centre_mm = {0, 912.0f + 24.0f * static_cast<float>(anatomy::k_level_count - 1 - i), 0};
        atlas.spine.known[i] = true;
    }
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const anatomy::Level level(i);
        const auto centre = atlas.spine.frames[i].centre_mm;
        const auto id = anatomy::vertebra_id(level);
        add(atlas, {id, Tissue::bone, Layer::bone, Side::none, {"vertebrae"}}, box(centre - glm::vec3(20, 8, 40), centre + glm::vec3(20, 8, 18)));
        if (const auto disc = anatomy::disc_id(level); !disc.empty())
            add(atlas, {disc, Tissue::disc, Layer::disc, Side::none, {"discs"}}, column(centre - glm::vec3(0, 16, 0), 8, {24, 17}));
        const auto name = anatomy::level_name(level);
        add_landmark(atlas, "spinous." + name, id, centre - glm::vec3(0, 0, 40));
        for (Side side : {Side::left, Side::right})
            add_landmark(atlas, "para." + name + "." + std::string(anatomy::side_name(side)), id, centre + glm::vec3(sign_of(side) * 30, 0, -40));
    }
}

content::Technique technique(const std::string& id, content::StrokeSign sign, content::PaceUnit unit, float pace_max) {
    content::Technique t;
    t.id = id;
    t.sign = sign;
    t.pace_unit = unit;
    t.pace_max = pace_max;
    return t;
}

content::StrokeStep step_of(const std::string& id, const std::string& technique, const std::string& target,
                            std::vector<std::string> path, float pace) {
    content::StrokeStep step;
    step.id = id;
    step.technique = technique;
    step.targets = {target};
    step.side = "each";
    step.paths = {std::move(path)};
    step.directions = {"cephalad", "along_fibre"};
    step.pressure_min = 1;
    step.pressure_max = 3;
    step.pace = pace;
    step.duration_s = 60;
    return step;
}

content::TensionZone zone_of(const std::string& id, const std::string& selector, std::vector<std::string> along, const std::string& side) {
    content::TensionZone zone;
    zone.id = id;
    zone.selector = selector;
    zone.along = std::move(along);
    zone.side = side;
    zone.radius_mm = 25;
    zone.grade = 2;
    return zone;
}

content::Condition tension() {
    content::Condition c;
    c.id = "tension";
    c.structures = {"muscle.trapezius_transverse", "vertebra.t3"};
    c.zones = {zone_of("tension.trapezius", "muscle.trapezius_transverse.{side}", {"para.t2.{side}", "lateral(para.t4.{side}, 40, 0, 0)"}, "both")};
    c.plan.steps = {
        step_of("tension.along", "effleurage", "muscle.longissimus_thoracis.{side}", {"para.l3.{side}", "para.t4.{side}"}, 6),
        step_of("tension.knead", "kneading", "muscle.trapezius_transverse.{side}", {"lateral(para.t3.{side}, 30, 0, 0)"}, 0.5f),
        step_of("tension.press", "compression", "muscle.gluteus_maximus.{side}", {"lateral(para.s1.{side}, 30, -60, 0)"}, 0)};
    c.plan.steps[2].directions = {"static"};
    return c;
}

content::Condition strain() {
    content::Condition c;
    c.id = "strain";
    c.zones = {zone_of("strain.erector", "muscle.longissimus_thoracis.{side}", {"para.l4.{side}", "para.l2.{side}"}, "symptomatic")};
    c.nerves = {"nerve.sciatic.{side}"};
    c.plan.gate = content::PlanGate::screen_and_timing;
    c.plan.steps = {step_of("strain.hold", "fascia_hold", "muscle.longissimus_thoracis.{side}", {"para.l4.{side}", "para.t12.{side}"}, 0)};
    return c;
}

content::Condition scoliosis() {
    content::Condition c;
    c.id = "scoliosis";
    c.zones = {zone_of("scoliosis.convex", "muscle.longissimus_thoracis.{side}", {"para.{apex}.{side}"}, "convex")};
    c.plan.steps = {step_of("scoliosis.along", "effleurage", "muscle.longissimus_thoracis.{side}", {"para.{lower}.{side}", "para.{upper}.{side}"}, 6)};
    c.plan.steps[0].side = "convex";
    return c;
}

} // namespace

float Slab::back_at(float x) const {
    const float middle = 0.5f * (x_mm.x + x_mm.y);
    return back_mm + (x - middle) * (x - middle) / 500; // a radius of 250 mm
}

const Slab& erector_slab() {
    static const Slab slab{"muscle.longissimus_thoracis", Layer::deep, {2, 64}, {900, 1420}, -66, -45};
    return slab;
}
const Slab& trapezius_slab() {
    static const Slab slab{"muscle.trapezius_transverse", Layer::superficial, {2, 130}, {1240, 1440}, -84, -68};
    return slab;
}
const Slab& gluteal_slab() {
    static const Slab slab{"muscle.gluteus_maximus", Layer::superficial, {15, 125}, {760, 895}, -72, -50};
    return slab;
}

anatomy::Atlas make_body() {
    anatomy::Atlas atlas;
    atlas.name = "slabs";
    add_spine(atlas);
    for (const auto& slab : {erector_slab(), trapezius_slab(), gluteal_slab()})
        add_both(atlas, {slab.name, Tissue::muscle, slab.layer, Side::none, {}}, slab_mesh(slab));
    add_both(atlas, {"nerve.sciatic", Tissue::nerve, Layer::nerve, Side::none, {"sciatic"}}, column({60, 600, -40}, 280, {4, 3}));
    add_both(atlas, {"nerve.sciatic_b", Tissue::nerve, Layer::nerve, Side::none, {"variants"}}, column({66, 600, -44}, 280, {4, 3}));
    add_both(atlas, {"nerve.root_s1", Tissue::nerve, Layer::nerve, Side::none, {"roots"}}, column({20, 870, -30}, 40, {2, 2}));
    add_both(atlas, {"nerve.root_l5", Tissue::nerve, Layer::nerve, Side::none, {"roots"}}, column({24, 890, -28}, 40, {2, 2}));
    add(atlas, {"skin.body", Tissue::skin, Layer::skin, Side::none, {}}, box({-180, 580, -95}, {180, 1520, 120}, 60));
    return atlas;
}

content::DiscModel disc_shapes() {
    content::DiscModel model;
    model.touch_mm = 0.5f;
    model.foraminal_drop_mm = -2;
    model.zone_angle_deg = {{"central", 0.0f}, {"paracentral", 20.0f}, {"foraminal", 60.0f}};
    model.shapes = {{"bulge", 1.5f, 80, 0, 0, 0, 0, false, {}},
                    {"protrusion", 5.5f, 32, 0, 0, 0, 0.8f, false, {}},
                    {"extrusion", 3, 22, 8.5f, 3.6f, 3.5f, 1, false, {}},
                    {"sequestration", 1, 22, 7.6f, 3.3f, 12, 1, true, {}}};
    return model;
}

content::StrokeRules stroke_rules() {
    content::StrokeRules rules;
    rules.keep = {25, 3, 3, 30, 30, 5};
    rules.room = {16, 12, 20, 1.2f, 5, {1, 4}, {0.7f, 1.5f}, 20, 0.5f, 0.3f};
    rules.give_way = {1.5f, 0.5f, 25, 40, 2, 0.5f, 0.6f, 40};
    return rules;
}

content::Catalog make_plans() {
    using content::PaceUnit;
    using content::StrokeSign;
    content::Catalog catalog;
    catalog.techniques = {technique("effleurage", StrokeSign::ribbon_along, PaceUnit::cm_per_s, 10),
                          technique("petrissage", StrokeSign::ribbon_across, PaceUnit::cycles_per_s, 1),
                          technique("kneading", StrokeSign::circles, PaceUnit::cycles_per_s, 1),
                          technique("compression", StrokeSign::press, PaceUnit::hold, 0),
                          technique("fascia_hold", StrokeSign::hold, PaceUnit::hold, 0),
                          technique("static_contact", StrokeSign::breath, PaceUnit::breaths_per_min, 8)};
    catalog.conditions = {tension(), strain(), scoliosis()};
    catalog.screen = {{"fever", {}, {}, content::ScreenAnswer::stop_absolute, {}}};
    content::Mode clinic;
    clinic.id = "clinic";
    clinic.pressure_cap = 4;
    content::Mode kiosk = clinic;
    kiosk.id = "kiosk";
    kiosk.pressure_cap = 2;
    catalog.modes = {clinic, kiosk};
    catalog.disc_model = disc_shapes();
    catalog.stroke_rules = stroke_rules();
    catalog.disc_roots["l5_s1/paracentral"] = {"nerve.root_s1.{side}"};
    catalog.disc_roots["l5_s1/foraminal"] = {"nerve.root_l5.{side}"};
    return catalog;
}

SceneTest::SceneTest() { state.camera.target_mm = {0, 1150, 0}; }

const DrawItem* SceneTest::item(const Frame& in, const std::string& id) const {
    for (const auto& i : in.items)
        if (atlas.at(i.structure).terms.id == id) return &i;
    return nullptr;
}

std::vector<const OverlayMesh*> SceneTest::overlays(const Frame& in, const std::string& prefix) const {
    std::vector<const OverlayMesh*> out;
    for (const auto& overlay : in.overlays)
        if (overlay.id.compare(0, prefix.size(), prefix) == 0) out.push_back(&overlay);
    return out;
}

anatomy::StructureIndex SceneTest::find(const std::string& id) const {
    const auto index = atlas.find(id);
    EXPECT_TRUE(index.valid()) << id;
    return index;
}

void SceneTest::open(const std::string& condition, int step) {
    state.condition = condition;
    state.screen_no = {"fever"};
    state.playback.step = step;
}

const content::StrokeStep& SceneTest::step(const std::string& condition, std::size_t index) const {
    return catalog.find_condition(condition)->plan.steps.at(index);
}

content::StrokeStep& SceneTest::change_step(const std::string& condition, std::size_t index) {
    for (auto& c : catalog.conditions)
        if (c.id == condition) return c.plan.steps.at(index);
    throw std::out_of_range(condition);
}

OverlayMesh SceneTest::sign(const content::StrokeStep& of, const LaidStroke& stroke, double time_s) {
    const auto palette = shown_palette(state, context);
    return stroke_sign(of, *catalog.find_technique(of.technique), stroke, palette, time_s, "sign");
}

} // namespace dorsum::scene
