#include "test_atlas.h"

#include <cmath>
#include <sstream>

namespace dorsum::content {
namespace {

using anatomy::Side;

class AtlasBuilder {
public:
    anatomy::Atlas build() {
        atlas_.name = "test";
        add_structures();
        add_spine_landmarks();
        add_bone_landmarks();
        add_sciatic(Side::left);
        add_sciatic(Side::right);
        return std::move(atlas_);
    }

private:
    void add(const std::string& id, Side side, std::vector<std::string> groups) {
        anatomy::Structure structure;
        structure.terms.id = id;
        structure.terms.side = side;
        structure.terms.groups = std::move(groups);
        atlas_.by_id[id] = anatomy::StructureIndex(atlas_.structures.size());
        atlas_.structures.push_back(std::move(structure));
    }

    // "name group group ..." per entry, both sides
    void add_sided(const std::string& prefix, const std::string& entries) {
        std::istringstream lines(entries);
        for (std::string line; std::getline(lines, line, ';');) {
            std::istringstream words(line);
            std::string name, group;
            words >> name;
            std::vector<std::string> groups;
            while (words >> group) groups.push_back(group);
            add(prefix + name + ".left", Side::left, groups);
            add(prefix + name + ".right", Side::right, groups);
        }
    }

    void add_structures() {
        for (int i = 0; i < anatomy::k_vertebra_count; ++i) {
            const anatomy::Level level(static_cast<std::size_t>(i));
            add(anatomy::vertebra_id(level), Side::none, {"vertebrae", i < 7 ? "cervical" : i < 19 ? "thoracic" : "lumbar"});
            if (const auto disc = anatomy::disc_id(level); !disc.empty()) add(disc, Side::none, {"discs"});
        }
        for (const auto* id : {"sacrum", "coccyx", "muscle.diaphragm", "spinal_cord", "cauda_equina", "ligament.supraspinous", "ligament.interspinous",
                               "ligament.longitudinal_posterior", "skin.body"})
            add(id, Side::none, {});
        for (int n = 1; n <= 12; ++n) add_sided("rib.", std::to_string(n) + " ribs");
        add_sided("", "hip_bone pelvis;scapula;clavicle;humerus;femur;fascia.thoracolumbar;ligament.iliolumbar;"
                      "ligament.sacro_iliac_posterior;nerve.sciatic sciatic;nerve.tibial sciatic;nerve.common_fibular sciatic");
        add_sided("nerve.", "femoral lumbar_plexus;pudendal sacral_plexus;dorsal_ramus_l5 dorsal_rami;cluneal_superior cluneal");
        add_sided("nerve.root_", "l1 roots;l2 roots;l3 roots;l4 roots;l5 roots;s1 roots;s2 roots;s3 roots;s4 roots");
        add_sided("muscle.",
                  "trapezius_descending trapezius;trapezius_transverse trapezius;trapezius_ascending trapezius;latissimus_dorsi;"
                  "rhomboid_major rhomboids;rhomboid_minor rhomboids;levator_scapulae;teres_major;deltoid_clavicular deltoid;deltoid_acromial deltoid;deltoid_spinal deltoid;splenius_capitis splenius;infraspinatus rotator_cuff;"
                  "rectus_capitis_posterior_major suboccipitals;obliquus_capitis_inferior suboccipitals;"
                  "iliocostalis_lumborum_lumbar erector_spinae iliocostalis_lumborum;"
                  "iliocostalis_lumborum_thoracic erector_spinae iliocostalis_lumborum;"
                  "longissimus_thoracis_lumbar erector_spinae longissimus_thoracis;"
                  "longissimus_thoracis_thoracic erector_spinae longissimus_thoracis;spinalis_thoracis erector_spinae;"
                  "iliocostalis_thoracis erector_spinae;"
                  "multifidus_lumborum_l1 multifidus multifidus_lumborum;multifidus_lumborum_l3 multifidus multifidus_lumborum;quadratus_lumborum;gluteus_maximus gluteals;gluteus_medius gluteals;"
                  "gluteus_minimus gluteals;piriformis short_rotators;gemellus_superior short_rotators;"
                  "gemellus_inferior short_rotators;obturator_internus short_rotators;quadratus_femoris short_rotators;"
                  "biceps_femoris_long hamstrings;semitendinosus hamstrings;semimembranosus hamstrings");
    }

    void landmark(const std::string& id, glm::vec3 p) {
        anatomy::Landmark mark;
        mark.id = id;
        mark.position_mm = p;
        atlas_.landmarks.push_back(mark);
    }

    void both(const std::string& id, glm::vec3 left) {
        landmark(id + ".left", left);
        landmark(id + ".right", {-left.x, left.y, left.z});
    }

    void level(const std::string& name, float y) {
        landmark("spinous." + name, {0, y, -90});
        both("para." + name, {30, y, -90});
    }

    // C2 at 1480 mm, L5 at 960 mm, the sacrum below.
    void add_spine_landmarks() {
        for (int i = 1; i < anatomy::k_vertebra_count; ++i)
            level(anatomy::level_name(anatomy::Level(static_cast<std::size_t>(i))), 1480.0f - 520.0f * static_cast<float>(i - 1) / 22.0f);
        level("s1", 935);
        level("s2", 915);
        landmark("eop", {0, 1530, -80});
        landmark("coccyx_tip", {0, 840, -60});
    }

    void add_bone_landmarks() {
        both("mastoid", {55, 1515, -30});
        both("acromion", {175, 1375, -40});
        both("acromial_angle", {185, 1370, -60});
        both("scap_sup", {75, 1375, -85});
        both("scap_spine", {75, 1330, -100});
        both("scap_med", {78, 1285, -105});
        both("scap_inf", {90, 1215, -105});
        both("rib12_tip", {100, 1085, -60});
        both("iliac_crest", {120, 1010, -40});
        both("psis", {42, 915, -80});
        both("asis", {120, 930, 70});
        both("greater_troch", {165, 830, -20});
        both("isch_tub", {60, 775, -40});
        both("sciatic_foramen", {62, 880, -50});
        both("ischial_spine", {55, 840, -40});
        both("pop_fossa", {95, 430, -60});
        both("sacrum_edge", {45, 890, -70});
    }

    void add_sciatic(Side side) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        anatomy::CentreLine line;
        line.structure_id = std::string("nerve.sciatic.") + std::string(anatomy::side_name(side));
        line.points_mm = {{40 * x, 900, -40}, {62 * x, 875, -45}, {105 * x, 800, -40}, {100 * x, 600, -40}, {95 * x, 500, -50}};
        line.skin.resize(line.points_mm.size());
        atlas_.centre_lines.push_back(std::move(line));
    }

    anatomy::Atlas atlas_;
};

} // namespace

anatomy::Atlas make_test_atlas() { return AtlasBuilder().build(); }

} // namespace dorsum::content
