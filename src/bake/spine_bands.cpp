// Short ligaments between neighbouring vertebrae and ribs: bands whose ends lie on the bones as they are built.
#include "bake/spine_bands.h"

#include "bake/nerves_way_points.h"
#include "bake/soft_band.h"
#include "bake/spine_attach.h"
#include "bake/spine_data.h"

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;

namespace {

class Bands {
public:
    explicit Bands(const BuildContext& context) : context_(context), bones_(context) {}

    float number(const std::string& key) const { return static_cast<float>(context_.facts.number("spinal_ligaments/" + key)); }
    std::vector<float> numbers(const std::string& key) const {
        const std::vector<double>& list = context_.facts.list("spinal_ligaments/" + key);
        return {list.begin(), list.end()};
    }
    glm::vec3 vec3(const std::string& key) const { return context_.facts.vec3("spinal_ligaments/" + key); }
    float by_region(const std::string& key, Level level) const { return number(key + "/" + anatomy::level_name(level)[0]); }
    glm::vec3 anchor(const std::string& name) const { return context_.anchors.at(name); }
    const VertebraFacts vertebra(Level level) const { return read_posed_vertebra(context_.facts, context_.spine, level); }
    glm::vec3 world(Level level, glm::vec3 local) const { return to_world(context_.spine.frames[level.value], local); }
    glm::vec3 on(Level level, glm::vec3 p) const { return bones_.onto(anatomy::vertebra_id(level), p); }
    glm::vec3 on(const std::string& id, glm::vec3 p) const { return bones_.onto(id, p); }
    const BuildContext& context() const { return context_; }

private:
    const BuildContext& context_;
    BoneSurfaces bones_;
};

Band thin_band(geometry::Polyline origin, geometry::Polyline insertion, float thickness, int across) {
    Band band;
    band.origin = std::move(origin);
    band.insertion = std::move(insertion);
    band.thickness = thickness;
    band.along = 3;
    band.across = across;
    return band;
}

Level next(Level level) { return Level(level.value + std::size_t{1}); }

// From the inner face of a lamina to the upper edge of the next one, left half.
Mesh flavum(const Bands& b, Level upper) {
    const Level lower = next(upper);
    const float reach = b.by_region("flava/half_breadth", upper);
    geometry::Polyline high, low;
    for (const float share : b.numbers("flava/drawn/across")) {
        const float x = share * reach, ahead = b.number("flava/drawn/ahead_by_aside") * x + b.number("flava/drawn/ahead");
        const glm::vec3 wall_a = b.vertebra(upper).spinolaminar(), wall_b = b.vertebra(lower).spinolaminar();
        high.push_back(b.on(upper, b.world(upper, wall_a + glm::vec3(x, -b.by_region("flava/up", upper), ahead))));
        low.push_back(b.on(lower, b.world(lower, wall_b + glm::vec3(x, b.by_region("flava/down", lower), ahead))));
    }
    return mesh_of(thin_band(high, low, b.by_region("flava/thickness", upper), 4));
}

// Border of a spinous process in the sagittal plane: below (-1) or above (+1) its axis.
glm::vec3 spinous_border(const Bands& b, Level level, float share, float side) {
    const std::string name = anatomy::level_name(level);
    const glm::vec3 root = b.anchor("spinous_root." + name), tip = b.anchor("spinous." + name), along = glm::normalize(tip - root);
    const glm::vec3 up(0, -along.z, along.y);
    constexpr float k_outside_mm = 9; // beyond the border: the bone is met from outside
    const glm::vec3 p = b.on(level, glm::mix(root, tip, share) + side * k_outside_mm * up);
    return {0, p.y, p.z};
}

Mesh interspinous(const Bands& b, Level upper) {
    geometry::Polyline high, low;
    for (const float share : b.numbers("interspinous/drawn/along")) {
        high.push_back(spinous_border(b, upper, share, -1));
        low.push_back(spinous_border(b, next(upper), share, 1));
    }
    return mesh_of(thin_band(high, low, b.by_region("interspinous/thickness", upper), 6));
}

Mesh intertransverse(const Bands& b, Level upper) {
    const std::string high_name = anatomy::level_name(upper), low_name = anatomy::level_name(next(upper));
    const float breadth = b.by_region("intertransverse/breadth", upper), off = b.number("intertransverse/drawn/off_tip");
    geometry::Polyline high, low;
    for (const float share : {0.0f, 0.5f, 1.0f}) {
        const glm::vec3 inwards(-b.number("intertransverse/drawn/inside_tip") - share * breadth, 0, 0);
        high.push_back(b.on(upper, b.anchor("tp." + high_name + ".left") + inwards - glm::vec3(0, off, 0)));
        low.push_back(b.on(next(upper), b.anchor("tp." + low_name + ".left") + inwards + glm::vec3(0, off, 0)));
    }
    return mesh_of(thin_band(high, low, b.by_region("intertransverse/thickness", upper), 3));
}

// A flat ring round the joint, its wall standing across the gap.
Mesh capsule(const Bands& b, Level upper) {
    const FacetJoint joint = facet_joint(b.context().facts, b.context().spine, upper);
    const glm::vec3 n = glm::normalize(joint.normal);
    const glm::vec3 up = glm::normalize(glm::vec3(0, 1, 0) - n * n.y), side = glm::cross(up, n);
    const glm::vec2 radius = 0.5f * joint.size + b.number("capsules/outside_rim");
    const float half = 0.5f * b.by_region("capsules/length", upper), wall = 0.5f * b.number("capsules/thickness");
    constexpr std::uint32_t k_around = 16, k_section = 6;
    Mesh mesh;
    for (std::uint32_t i = 0; i < k_around; ++i) {
        const float turn = 6.2831853f * static_cast<float>(i) / k_around;
        const glm::vec3 out = std::cos(turn) * side + std::sin(turn) * up;
        const glm::vec3 middle = joint.centre + std::cos(turn) * radius.x * side + std::sin(turn) * radius.y * up;
        for (std::uint32_t k = 0; k < k_section; ++k) {
            const float a = 6.2831853f * static_cast<float>(k) / k_section;
            // Drawn in at both ends, where it is fixed to the bones.
            mesh.positions.push_back(middle + std::cos(a) * half * n + (std::sin(a) * wall - std::abs(std::cos(a)) * wall) * out);
            mesh.fibres.push_back(n);
            mesh.course.push_back({0.5f + 0.5f * std::cos(a), 1});
        }
    }
    for (std::uint32_t i = 0; i < k_around; ++i)
        for (std::uint32_t k = 0; k < k_section; ++k) {
            const std::uint32_t j = (i + 1) % k_around, m = (k + 1) % k_section;
            const std::uint32_t p = i * k_section + k, q = j * k_section + k, r = j * k_section + m, s = i * k_section + m;
            mesh.indices.insert(mesh.indices.end(), {p, r, q, p, s, r});
        }
    geometry::compute_normals(mesh);
    return mesh;
}

// From the front of a rib's head to the two bodies that it meets, and from the transverse process to the tubercle.
Mesh costovertebral(const Bands& b, int n) {
    const Level level = anatomy::level_t(n);
    const std::string number = std::to_string(n), rib = "rib." + number + ".left";
    const glm::vec3 head = b.anchor("rib_head." + number + ".left"), body = b.anchor("body.t" + number);
    const float half = 0.5f * b.number("costovertebral/radiate_breadth");
    const auto drawn = [&](const char* name) { return b.number(std::string("costovertebral/drawn/") + name); };
    const glm::vec3 off_head = drawn("head_ahead") * b.vec3("costovertebral/drawn/head_way");
    geometry::Polyline from, to;
    for (const float t : {-1.0f, 0.0f, 1.0f}) {
        from.push_back(b.on(rib, head + glm::vec3(drawn("head_aside"), drawn("head_apart") * t, 0) + off_head));
        const bool above = t > 0 && n > 1 && n < 11; // these heads lie between two bodies
        const glm::vec3 aim = glm::mix(head, body, drawn("body_share")) + glm::vec3(0, half * t, drawn("body_ahead"));
        to.push_back(b.on(above ? Level(level.value - std::size_t{1}) : level, aim));
    }
    Mesh mesh = mesh_of(thin_band(from, to, b.number("costovertebral/radiate_thickness"), 3));
    if (n > 10) return mesh; // the last two ribs have no costotransverse joint
    const glm::vec3 tip = b.anchor("tp.t" + number + ".left"), tubercle = b.anchor("rib_tubercle." + number + ".left");
    const float breadth = 0.5f * b.number("costovertebral/lateral_breadth");
    geometry::Polyline high, low;
    for (const float t : {-1.0f, 1.0f}) {
        high.push_back(b.on(level, tip + glm::vec3(0, breadth * t, drawn("tip_ahead"))));
        low.push_back(b.on(rib, tubercle + glm::vec3(drawn("tubercle_aside"), breadth * t, drawn("tip_ahead"))));
    }
    geometry::append(mesh, mesh_of(thin_band(high, low, b.number("costovertebral/lateral_thickness"), 2)));
    return mesh;
}

void append_mirrored(Mesh& mesh) {
    Mesh right = mesh;
    mirror_x(right);
    geometry::append(mesh, right);
}

// Levels whose joint below lies in a region: cervical C2..C6, thoracic C7..T11, lumbar T12..L5.
struct Region {
    const char* name;
    Level from, to;
};
const Region k_regions[] = {{"cervical", anatomy::level_c(2), anatomy::level_c(6)},
                            {"thoracic", anatomy::level_c(7), anatomy::level_t(11)},
                            {"lumbar", anatomy::level_t(12), anatomy::level_l(5)}};

std::vector<std::string> bones_between(Level from, Level to) {
    std::vector<std::string> ids;
    for (std::size_t i = from.value; i <= to.value; ++i) ids.push_back(anatomy::vertebra_id(Level(i)));
    return ids;
}

Recipe recipe_of(std::string id, std::vector<std::string> depends) {
    Recipe r;
    r.id = std::move(id);
    r.depends = std::move(depends);
    r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/", "spinal_ligaments/"};
    r.held_keys.emplace();
    return r;
}

template <class Piece>
Mesh over_levels(const BuildContext& context, Level from, Level to, const Piece& piece) {
    const Bands bands(context);
    Mesh mesh;
    for (std::size_t i = from.value; i <= to.value; ++i) geometry::append(mesh, piece(bands, Level(i)));
    return mesh;
}

void add_pair(std::vector<Recipe>& recipes, const std::string& name, std::vector<std::string> depends,
              const std::function<Mesh(const BuildContext&)>& left) {
    for (const char* side : {".left", ".right"}) {
        Recipe r = recipe_of("ligament." + name + side, depends);
        r.build = [left, right = is_right(r.id)](const BuildContext& context) {
            Mesh mesh = left(context);
            if (right) mirror_x(mesh);
            return mesh;
        };
        recipes.push_back(std::move(r));
    }
}

} // namespace

void add_spinal_band_recipes(std::vector<Recipe>& recipes) {
    const Level c2 = anatomy::level_c(2), l4 = anatomy::level_l(4), l5 = anatomy::level_l(5), t1 = anatomy::level_t(1);
    Recipe flava = recipe_of("ligament.flava", bones_between(c2, anatomy::level_l(5)));
    flava.build = [c2, l4](const BuildContext& context) {
        Mesh mesh = over_levels(context, c2, l4, flavum);
        append_mirrored(mesh);
        return mesh;
    };
    recipes.push_back(std::move(flava));
    Recipe between = recipe_of("ligament.interspinous", bones_between(c2, l5));
    between.build = [c2, l4](const BuildContext& context) { return over_levels(context, c2, l4, interspinous); };
    recipes.push_back(std::move(between));
    add_pair(recipes, "intertransverse", bones_between(t1, l5),
             [t1, l4](const BuildContext& context) { return over_levels(context, t1, l4, intertransverse); });
    for (const Region& region : k_regions)
        add_pair(recipes, std::string("facet_capsules_") + region.name, {},
                 [region](const BuildContext& context) { return over_levels(context, region.from, region.to, capsule); });
    auto ribs = bones_between(anatomy::level_t(1), anatomy::level_t(12));
    for (int n = 1; n <= 12; ++n) ribs.push_back("rib." + std::to_string(n) + ".left");
    add_pair(recipes, "costovertebral", ribs, [](const BuildContext& context) {
        const Bands bands(context);
        Mesh mesh;
        for (int n = 1; n <= 12; ++n) geometry::append(mesh, costovertebral(bands, n));
        return mesh;
    });
}

} // namespace dorsum::bake
