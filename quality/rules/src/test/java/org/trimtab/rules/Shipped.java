package org.trimtab.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The compiled classes of the house, read once. */
final class Shipped {
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.trimtab");

    private Shipped() {}

    static String roomOf(JavaClass type) {
        return Rooms.of(type.getPackageName());
    }

    static List<JavaClass> on(Rooms.Floor... floors) {
        return CLASSES.stream().filter(type -> Rooms.isOn(roomOf(type), floors)).toList();
    }
}
